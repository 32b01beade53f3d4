package org.nljdbc.glossary.imports;

import java.util.List;
import java.util.Map;
import org.nljdbc.glossary.GlossaryException;
import org.nljdbc.glossary.YamlValue;

/** Values of other tools' files, of which any may be missing. */
final class Fields {

  private Fields() {}

  static String text(Map<String, YamlValue> fields, String name) throws GlossaryException {
    YamlValue value = fields.get(name);
    return value == null || value.isBlank() || !value.isText() ? "" : value.text();
  }

  static List<String> texts(Map<String, YamlValue> fields, String name) throws GlossaryException {
    YamlValue value = fields.get(name);
    return value == null || value.isBlank() ? List.of() : value.texts();
  }

  static List<YamlValue> list(Map<String, YamlValue> fields, String name) throws GlossaryException {
    YamlValue value = fields.get(name);
    return value == null || value.isBlank() ? List.of() : value.items();
  }

  static Map<String, YamlValue> map(Map<String, YamlValue> fields, String name)
      throws GlossaryException {
    YamlValue value = fields.get(name);
    return value == null || !value.isMapping() ? Map.of() : value.all();
  }

  /** A text in one line. */
  static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** A name as people would say it: {@code TOTAL_CLAIMS} is total claims. */
  static String spoken(String name) {
    return line(name.toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
  }
}
