package org.nljdbc.runtime.bench;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.spi.Progress;

/**
 * Compares this runtime with what Hugging Face transformers computed in fp32 for the same weights,
 * as written by model-runtime/python/parity/make_reference.py. Arguments: the model, the reference
 * file, then the numerics to compare (FLOAT32, INT8).
 */
public final class ParityReport {

  private ParityReport() {}

  private record Reference(List<Row> prompts) {}

  private record Row(String name, int[] ids, List<Token> top, double logSumExp, int[] greedy) {}

  private record Token(int id, double logit, double logprob) {}

  /** Runs the comparison. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    Reference reference = new Gson().fromJson(Files.readString(Path.of(args[1])), Reference.class);
    for (String name : Arrays.copyOfRange(args, 2, args.length)) {
      try (ModelFiles files = ModelFiles.open(path);
          InferenceThread thread = new InferenceThread("parity", 0)) {
        Numerics numerics = Numerics.valueOf(name);
        try (Decoder decoder =
            thread.call(
                () ->
                    DecoderLoader.load(
                        files.weights(), numerics, "cpu", 2, "parity", Progress.NONE))) {
          thread.call(
              () -> {
                report(decoder, reference.prompts());
                return true;
              });
        }
      }
    }
  }

  private static void report(Decoder decoder, List<Row> rows) throws Exception {
    double divergences = 0;
    double most = 0;
    double difference = 0;
    int same = 0;
    int all = 0;
    int whole = 0;
    for (Row row : rows) {
      decoder.reserve(1, row.ids().length + row.greedy().length + 1);
      float[][] logits = decoder.logits(row.ids(), 0);
      float[] last = logits[row.ids().length - 1];
      double divergence = divergence(row, last);
      double here = 0;
      for (Token token : row.top()) {
        here = Math.max(here, Math.abs(token.logit() - last[token.id()]));
      }
      int agreed = agreed(decoder, row);
      say(
          "%s %s: %d tokens, divergence %.2e, greatest difference of a top-64 logit %.2e, greedy %d"
              + " of %d",
          decoder.numerics(),
          row.name(),
          row.ids().length,
          divergence,
          here,
          agreed,
          row.greedy().length);
      divergences += divergence;
      most = Math.max(most, divergence);
      difference = Math.max(difference, here);
      same += agreed;
      all += row.greedy().length;
      whole += agreed == row.greedy().length ? 1 : 0;
    }
    say(
        "%s: %d prompts, mean divergence %.2e (greatest %.2e), greatest difference of a logit %.2e,"
            + " greedy tokens up to the first other one %d of %d, whole answers %d of %d",
        decoder.numerics(),
        rows.size(),
        divergences / rows.size(),
        most,
        difference,
        same,
        all,
        whole,
        rows.size());
  }

  /** Kullback-Leibler divergence over the reference's top tokens, all others taken as one. */
  private static double divergence(Row row, float[] logits) {
    double greatest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      greatest = Math.max(greatest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - greatest);
    }
    double total = greatest + Math.log(sum);
    double divergence = 0;
    double expectedRest = 1;
    double foundRest = 1;
    for (Token token : row.top()) {
      double found = logits[token.id()] - total;
      divergence += Math.exp(token.logprob()) * (token.logprob() - found);
      expectedRest -= Math.exp(token.logprob());
      foundRest -= Math.exp(found);
    }
    if (expectedRest > 1e-9 && foundRest > 1e-9) {
      divergence += expectedRest * Math.log(expectedRest / foundRest);
    }
    return divergence;
  }

  /** How many greedy tokens are the reference's before the first that is not. */
  private static int agreed(Decoder decoder, Row row) throws Exception {
    int[] ids = row.ids();
    TopTokens next = null;
    for (int at = 0; at < ids.length; at += decoder.chunk()) {
      int end = Math.min(ids.length, at + decoder.chunk());
      next = decoder.prefill(Arrays.copyOfRange(ids, at, end), 0, at, 2);
    }
    int agreed = 0;
    while (next != null && agreed < row.greedy().length && next.id(0, 0) == row.greedy()[agreed]) {
      int[] id = {row.greedy()[agreed]};
      next = decoder.step(id, new int[] {0}, new int[] {ids.length + agreed}, 2);
      agreed++;
    }
    return agreed;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
