package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats in which data sets are published, each in a small one of our own. */
class DatasetsTest {

  @TempDir Path folder;

  @Test
  void spidersOwnFilesAreNamedByTheirPart() throws Exception {
    SmallSpider.write(folder);
    Dataset all = Datasets.read(folder, "train");
    assertEquals(1, all.questions().size(), "split.json goes before");
    Files.delete(folder.resolve("split.json"));
    all = Datasets.read(folder, "train");
    assertEquals(6, all.questions().size());
    assertTrue(Files.exists(all.file(all.questions().get(1))));
  }

  @Test
  void birdsEvidenceIsToldWithTheQuestion() throws Exception {
    SmallSpider.write(folder);
    Files.move(folder.resolve("database"), folder.resolve("dev_databases"));
    Files.writeString(
        folder.resolve("dev.json"),
        """
        [{"question_id":0,"db_id":"zoo","question":"How many cats are there? ","evidence":"cats are of the kind lion",
          "SQL":"SELECT COUNT(*) FROM animal WHERE kind = 'lion'","difficulty":"simple"},
         {"question_id":1,"db_id":"zoo","question":"How many keepers?","evidence":"","SQL":"SELECT COUNT(*) FROM keeper"}]
        """);
    Dataset bird = Datasets.read(folder, "dev");
    assertEquals(
        "How many cats are there? (cats are of the kind lion)", bird.questions().get(0).text());
    assertEquals("How many keepers?", bird.questions().get(1).text());
    assertEquals("SELECT COUNT(*) FROM keeper", bird.questions().get(1).gold());
    assertEquals(
        folder.resolve("dev_databases/zoo/zoo.sqlite"), bird.file(bird.questions().get(0)));
  }

  @Test
  void aChosenFileUsesTheDatabasesOfAll() throws Exception {
    SmallSpider.write(folder);
    Files.move(folder.resolve("database"), folder.resolve("train_databases"));
    Files.copy(folder.resolve("train.json"), folder.resolve("train_filtered.json"));
    Dataset chosen = Datasets.read(folder, "train_filtered");
    assertEquals(
        folder.resolve("train_databases/shop/shop.sqlite"), chosen.file(chosen.questions().get(1)));
  }

  @Test
  void drSpidersDatabasesBelongToTheFile() throws Exception {
    SmallSpider.write(folder);
    Files.move(folder.resolve("train.json"), folder.resolve("questions_post_perturbation.json"));
    Files.createDirectories(folder.resolve("database_post_perturbation/zoo"));
    Files.createDirectories(folder.resolve("database_post_perturbation/shop"));
    for (String name : List.of("zoo", "shop")) {
      Files.copy(
          folder.resolve("database/" + name + "/" + name + ".sqlite"),
          folder.resolve("database_post_perturbation/" + name + "/" + name + ".sqlite"));
    }
    Dataset changed = Datasets.read(folder, "questions_post_perturbation");
    assertEquals(
        folder.resolve("database_post_perturbation/zoo/zoo.sqlite"),
        changed.file(changed.questions().get(0)));
  }

  @Test
  void wikiSqlBecomesTablesWithTheirHeaders() throws Exception {
    Files.writeString(
        folder.resolve("train.tables.jsonl"),
        """
        {"id":"1-1","page_title":"Lakes of Nowhere","header":["Lake","Depth (m)","Lake"],"types":["text","real","text"],
        """
                .strip()
            + """
            "rows":[["Blue",12,"A"],["Red",30.5,"B"],["Green",30.5,null]]}
            {"id":"1-2","header":["x"],"types":["text"],"rows":[]}
            """);
    Files.writeString(
        folder.resolve("train.jsonl"),
        """
        {"phase":1,"table_id":"1-1","question":"How deep is the blue lake?","sql":{"sel":1,"conds":[[0,0,"blue"]],"agg":0}}
        {"phase":1,"table_id":"1-1","question":"How many deeper than 20?","sql":{"sel":0,"conds":[[1,1,20]],"agg":3}}
        {"phase":1,"table_id":"1-2","question":"All?","sql":{"sel":0,"conds":[],"agg":0}}
        """);
    Dataset lakes = Datasets.read(folder, "train");
    assertEquals(3, lakes.questions().size());
    assertEquals(
        "SELECT COUNT(\"Lake\") FROM \"Lakes of Nowhere\" WHERE \"Depth (m)\" > 20",
        lakes.questions().get(1).gold());
    assertEquals("12.0", rows(lakes, 0));
    assertEquals("2", rows(lakes, 1));
    assertEquals("", rows(lakes, 2));
  }

  private static String rows(Dataset data, int number) throws Exception {
    Question question = data.questions().get(number);
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.file(question));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(question.gold())) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return String.join(",", values);
  }

  @Test
  void saysWhatIsNotAsItShouldBe() throws Exception {
    assertMessage("train", "holds neither split.json");
    SmallSpider.write(folder);
    assertMessage("dev", "has no part dev");
    Files.writeString(folder.resolve("dev.json"), "[{\"db_id\":\"zoo\",\"question\":\"x\"}]");
    assertMessage("dev", "entry 0 lacks db_id");
    Files.writeString(
        folder.resolve("dev.json"), "[{\"db_id\":\"no\",\"question\":\"x\",\"SQL\":\"SELECT 1\"}]");
    assertMessage("dev", "no.sqlite of entry 0");
    Files.writeString(folder.resolve("w.tables.jsonl"), "{\"id\":\"1\"}\n");
    assertMessage("w", "lacks id, header or rows");
    Files.writeString(
        folder.resolve("w.tables.jsonl"), "{\"id\":\"1\",\"header\":[\"a\"],\"rows\":[]}\n");
    Files.writeString(folder.resolve("w.jsonl"), "{\"table_id\":\"2\"}");
    assertMessage("w", "entry 0 lacks table_id");
    Files.writeString(
        folder.resolve("w.jsonl"),
        "{\"table_id\":\"1\",\"question\":\"x\",\"sql\":{\"sel\":3,\"agg\":0,\"conds\":[]}}");
    assertMessage("w", "entry 0 has SQL");
    Files.writeString(folder.resolve("w.jsonl"), "{\"table_id\":");
    assertMessage("w", "w.jsonl, line 1");
  }

  private void assertMessage(String part, String expected) {
    IOException e = assertThrows(IOException.class, () -> Datasets.read(folder, part));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }
}
