// Paths of PDF files come in on stdin, one a line, a tab and a password behind where one is needed; one line of JSON with veraPDF's verdicts goes out for each.
// Run by Rhino, which the engine's own jar carries: a headless Java runtime is enough, no compiler.
var verapdf = Packages.org.verapdf;
var FLAVOURS = ["3a", "ua1"];

function verdict(path, password, id) {
  var flavour = verapdf.pdfa.flavours.PDFAFlavour.byFlavourId(id);
  var foundry = verapdf.pdfa.Foundries.defaultInstance();
  var parser = foundry.createParser(new java.io.FileInputStream(path), flavour, flavour, password);
  try {
    var result = foundry.createValidator(flavour, false).validate(parser);
    var failed = {};
    for (var each = result.getTestAssertions().iterator(); each.hasNext(); ) {
      var assertion = each.next();
      if (String(assertion.getStatus()) !== "failed" && String(assertion.getStatus().name()) !== "FAILED") continue;
      var rule = assertion.getRuleId();
      failed[rule.getClause() + "-" + rule.getTestNumber()] = String(assertion.getMessage());
    }
    return { flavour: id, passed: Boolean(result.isCompliant()), assertions: Number(result.getTotalAssertions()), failed: failed };
  } finally {
    parser.close();
  }
}

java.util.logging.LogManager.getLogManager().reset();
verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var lines = new java.io.BufferedReader(new java.io.InputStreamReader(java.lang.System["in"], "UTF-8"));
for (var path = lines.readLine(); path !== null; path = lines.readLine()) {
  var verdicts = [], parts = path.split("\t");
  for (var i = 0; i < FLAVOURS.length; i++) {
    try {
      verdicts.push(verdict(parts[0], parts.length > 1 ? parts[1] : null, FLAVOURS[i]));
    } catch (fault) {
      verdicts.push({ flavour: FLAVOURS[i], passed: false, assertions: 0, failed: { unreadable: String(fault) } });
    }
  }
  print(JSON.stringify(verdicts));
  java.lang.System.out.flush();
}
