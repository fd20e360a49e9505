"""`python -m iria_reports` is `iria-report`."""

from iria_reports.cli import main

if __name__ == "__main__":
    main()
