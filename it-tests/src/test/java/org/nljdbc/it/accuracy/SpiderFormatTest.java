package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpiderFormatTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    SmallSpider.write(folder);
  }

  @Test
  void readsTheQuestionsOfOnePartInOrder() throws IOException {
    Dataset dataset = SpiderFormat.read(folder, "validation");
    assertEquals(
        List.of(0, 2, 3, 4, 5), dataset.questions().stream().map(Question::number).toList());
    Question last = dataset.questions().get(2);
    assertEquals("SELECT name FROM animal WHERE kind = \"lion\"", last.gold());
    assertEquals(folder.resolve("database/zoo/zoo.sqlite"), dataset.file(last));
    assertEquals(1, SpiderFormat.read(folder, "train").questions().size());
  }

  @Test
  void namesThePartsThereAre() {
    IOException e = assertThrows(IOException.class, () -> SpiderFormat.read(folder, "dev"));
    assertTrue(String.valueOf(e.getMessage()).contains("validation"), e.getMessage());
  }

  @Test
  void saysWhatIsMissingOrWrong() throws IOException {
    Files.delete(folder.resolve("database/zoo/zoo.sqlite"));
    assertMessage("zoo.sqlite is missing");
    Files.writeString(folder.resolve("tables.json"), "[{\"db_id\":\"shop\"}]");
    assertMessage("does not describe zoo");
    Files.writeString(folder.resolve("split.json"), "{\"validation\":[]}");
    Files.writeString(folder.resolve("train.json"), "[{\"db_id\":\"zoo\",\"question\":\"x\"}]");
    assertMessage("entry 0 lacks");
    Files.writeString(folder.resolve("train.json"), "");
    assertMessage("train.json is empty");
    Files.writeString(folder.resolve("train.json"), "{\"no\":\"list\"}");
    assertMessage("train.json is not as described");
  }

  private void assertMessage(String part) {
    IOException e = assertThrows(IOException.class, () -> SpiderFormat.read(folder, "validation"));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
