package org.nljdbc.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;

/** The tiny random models among the test resources, with what transformers computes for them. */
public final class TinyModels {

  private TinyModels() {}

  /** What transformers computes for one prompt in fp32. */
  public record Expected(int[] ids, float[] logits, int[] greedy) {}

  /** Expectations of a model. */
  public static List<Expected> expected(String name) {
    JsonObject all = TinyFiles.json("expected.json").getAsJsonObject();
    List<Expected> expected = new ArrayList<>();
    for (JsonElement row : all.getAsJsonArray(name)) {
      JsonObject object = row.getAsJsonObject();
      Gson gson = new Gson();
      expected.add(
          new Expected(
              gson.fromJson(object.get("ids"), int[].class),
              gson.fromJson(object.get("logits"), float[].class),
              gson.fromJson(object.get("greedy"), int[].class)));
    }
    return expected;
  }

  /** Loads the decoder of a model on a thread. */
  public static Decoder decoder(InferenceThread thread, Path path, Numerics numerics)
      throws LanguageModelException {
    try (ModelFiles files = ModelFiles.open(path)) {
      return thread.call(
          () ->
              DecoderLoader.load(
                  files.weights(),
                  numerics,
                  "cpu",
                  2,
                  path.getFileName().toString(),
                  Progress.NONE));
    }
  }
}
