package org.nljdbc.glossary.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nljdbc.glossary.Glossary;
import org.nljdbc.glossary.GlossaryException;
import org.nljdbc.glossary.YamlValue;

/**
 * Reads WrenAI's {@code knowledge/sql}: a file of Markdown for each question, whose front matter
 * has the question as {@code nl} and its SQL as {@code sql}.
 */
final class WrenKnowledge {

  private static final String FENCE = "---";

  private WrenKnowledge() {}

  static Imported read(Path folder) throws IOException, GlossaryException {
    Path inner = folder.resolve("knowledge").resolve("sql");
    Path place = Files.isDirectory(inner) ? inner : folder;
    List<Path> files;
    try (Stream<Path> all = Files.walk(place)) {
      files = all.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
    List<VerifiedQuery> queries = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Path file : files) {
      YamlValue head = YamlValue.read(frontMatter(Files.readString(file, StandardCharsets.UTF_8)));
      Map<String, YamlValue> fields = head == null || !head.isMapping() ? Map.of() : head.all();
      String question = Fields.line(Fields.text(fields, "nl"));
      String sql = Fields.text(fields, "sql");
      if (question.isEmpty() || sql.isEmpty()) {
        leftOut.add(file.getFileName() + " has no question (nl) with SQL (sql).");
      } else {
        queries.add(new VerifiedQuery(question, sql.replaceAll(";\\s*$", "")));
      }
    }
    return new Imported(Glossary.NONE, queries, leftOut);
  }

  private static String frontMatter(String text) {
    String plain = text.replace("\r\n", "\n").stripLeading();
    int end = plain.indexOf("\n" + FENCE, FENCE.length());
    return plain.startsWith(FENCE + "\n") && end > 0
        ? plain.substring(FENCE.length() + 1, end + 1)
        : "";
  }
}
