package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.design.JRDesignBand;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignField;
import net.sf.jasperreports.engine.design.JRDesignParameter;
import net.sf.jasperreports.engine.design.JRDesignQuery;
import net.sf.jasperreports.engine.design.JRDesignSection;
import net.sf.jasperreports.engine.design.JRDesignTextField;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.export.HtmlExporter;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleHtmlExporterOutput;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

/** JasperReports: a question is the query of a report, filled through a connection of ours. */
@OnDatabase(Kind.H2)
class JasperReportsTest extends FrameworkTest {

  private String report(String query) throws JRException {
    JasperDesign design = new JasperDesign();
    design.setName("customers");
    JRDesignQuery asked = new JRDesignQuery();
    asked.setText(query);
    design.setQuery(asked);
    JRDesignParameter parameter = new JRDesignParameter();
    parameter.setName("id");
    parameter.setValueClass(Integer.class);
    design.addParameter(parameter);
    JRDesignField field = new JRDesignField();
    field.setName("NAME");
    field.setValueClass(String.class);
    design.addField(field);
    JRDesignTextField text = new JRDesignTextField();
    text.setWidth(300);
    text.setHeight(20);
    text.setExpression(new JRDesignExpression("$F{NAME}"));
    JRDesignBand band = new JRDesignBand();
    band.setHeight(20);
    band.addElement(text);
    ((JRDesignSection) design.getDetailSection()).addBand(band);
    JasperPrint filled =
        JasperFillManager.fillReport(
            JasperCompileManager.compileReport(design),
            new HashMap<>(Map.of("id", 20)),
            connection);
    StringBuilder html = new StringBuilder();
    HtmlExporter exporter = new HtmlExporter();
    exporter.setExporterInput(new SimpleExporterInput(filled));
    exporter.setExporterOutput(new SimpleHtmlExporterOutput(html));
    exporter.exportReport();
    return html.toString();
  }

  private static void assertShows(String html, List<String> names) {
    for (String name : names) {
      String shown = name.replace("&", "&amp;").replace("'", "&#39;");
      assertTrue(html.contains(name) || html.contains(shown), () -> name + " is not in " + html);
    }
  }

  @Test
  void aQuestionFillsAReport() throws Exception {
    assertShows(report(ASKED), names());
    assertShows(
        report("SELECT q.name FROM " + TABLE + " q WHERE q.id > $P{id}"),
        bareRows("SELECT name FROM (" + SQL + ") x WHERE id > 20"));
  }
}
