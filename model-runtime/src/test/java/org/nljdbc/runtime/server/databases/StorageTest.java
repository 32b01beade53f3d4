package org.nljdbc.runtime.server.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;

/** Schemas without a database have files, for which there may be no room. */
class StorageTest {

  @TempDir Path folder;

  @Test
  void aDiskThatTakesNothingIsToldAndNothingIsLeft() throws Exception {
    Path place = Files.writeString(folder.resolve("place"), "a file, and no folder");
    SchemaDefinition schema = DdlReader.read("CREATE TABLE t (id INT PRIMARY KEY)");
    try (Databases databases =
        new Databases(Map.of(), new SimpleMeterRegistry(), Duration.ZERO, () -> null, place)) {
      Problem problem =
          assertThrows(ProblemException.class, () -> databases.add("ann", "s", schema)).problem();
      assertEquals("507 no_storage", problem.status() + " " + problem.code());
      assertTrue(databases.all().isEmpty());

      // There is room again.
      Files.delete(place);
      Files.createDirectory(place);
      assertEquals("s", databases.add("ann", "s", schema).name());
      assertEquals(1, databases.all().size());
    }
  }
}
