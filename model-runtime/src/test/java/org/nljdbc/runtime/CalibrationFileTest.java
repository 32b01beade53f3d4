package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.LanguageModelException;

class CalibrationFileTest {

  @TempDir Path model;
  @TempDir Path adapter;

  private static void write(Path folder, String text) throws IOException {
    Files.writeString(folder.resolve(CalibrationFile.NAME), text);
  }

  @Test
  void anAdapterHasItsOwn() throws Exception {
    write(model, "{\"intercept\": 1.5, \"slope\": 20, \"questions\": 300}");
    assertEquals(new Calibration(1.5, 20), CalibrationFile.of(model, null));
    assertNull(CalibrationFile.of(model, adapter), "the model's is not true with an adapter");
    write(adapter, "{\"intercept\": -1, \"slope\": 0, \"power\": 0.75}");
    assertEquals(new Calibration(-1, 0, 0.75), CalibrationFile.of(model, adapter));
  }

  @Test
  void isNotLookedForBesideAGgufFile() throws Exception {
    write(model, "{\"intercept\": 1.5, \"slope\": 20}");
    Path file = Files.createFile(model.resolve("model.gguf"));
    assertNull(CalibrationFile.of(file, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"intercept\": 1}",
        "{\"slope\": 1}",
        "{\"intercept\": 1, \"slope\": -1}",
        "{\"intercept\": \"a\", \"slope\": 1}",
        "{\"intercept\": 1e300, \"slope\": 1}",
        "{\"intercept\": 1, \"slope\": 1, \"power\": 2}",
        "{\"intercept\": 1, \"slope\": 1, \"power\": \"a\"}",
        "{\"intercept\": null, \"slope\": 1}"
      })
  void aDamagedOneIsNamed(String text) throws IOException {
    write(model, text);
    LanguageModelException e =
        assertThrows(LanguageModelException.class, () -> CalibrationFile.of(model, null));
    assertEquals(LanguageModelException.Kind.CORRUPT, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains(CalibrationFile.NAME));
  }
}
