package org.nljdbc.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.JsonFields;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.LanguageModelException;

/**
 * The file in the folder of an adapter, or of a snapshot, that says how far its probabilities can
 * be trusted. Beside a GGUF file it is not looked for, since many models may lie in one folder.
 */
final class CalibrationFile {

  static final String NAME = "calibration.json";

  private static final String INTERCEPT = "intercept";
  private static final String SLOPE = "slope";
  private static final String POWER = "power";
  private static final int MAX_BYTES = 65_536;
  private static final double MOST = 1e6;

  private CalibrationFile() {}

  /**
   * Reads a calibration. An adapter changes what a model's probabilities mean, so that with one
   * only the adapter's own counts.
   *
   * @param model the model's folder or file
   * @param adapter the adapter's folder, or null
   * @return the calibration, or null if there is none
   * @throws LanguageModelException CORRUPT, naming file and member
   */
  static @Nullable Calibration of(Path model, @Nullable Path adapter)
      throws LanguageModelException {
    Path file = (adapter != null ? adapter : model).resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    JsonFields fields = BoundedJson.object(file, MAX_BYTES);
    for (String name : List.of(INTERCEPT, SLOPE)) {
      if (!fields.has(name)) {
        throw ModelFileErrors.corrupt(file, "it has no " + ModelFileErrors.shown(name));
      }
    }
    return new Calibration(
        fields.number(INTERCEPT, 0, -MOST, MOST),
        fields.number(SLOPE, 0, 0, MOST),
        fields.number(POWER, 1, 0, 1));
  }
}
