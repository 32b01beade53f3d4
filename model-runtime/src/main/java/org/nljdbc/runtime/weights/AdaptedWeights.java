package org.nljdbc.runtime.weights;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.spi.LanguageModelException;

/**
 * A model with a LoRA adapter merged into its matrices while they are read, in 32-bit floats and so
 * before they are rounded to what the decoder computes with.
 */
public final class AdaptedWeights implements WeightSource {

  private final WeightSource base;
  private final LoraAdapter adapter;

  private AdaptedWeights(WeightSource base, LoraAdapter adapter) {
    this.base = base;
    this.adapter = adapter;
  }

  /**
   * Opens an adapter for a model.
   *
   * @param base the model; owned by the result if this succeeds
   * @param folder the adapter's folder, in the layout of PEFT
   * @return the model as the adapter makes it, to be closed by the caller
   * @throws LanguageModelException NOT_FOUND, CORRUPT, or UNSUPPORTED also if the adapter was made
   *     for another model; the base stays open then
   */
  public static WeightSource open(WeightSource base, Path folder) throws LanguageModelException {
    return new AdaptedWeights(base, LoraAdapter.open(folder, base.config()));
  }

  @Override
  public ModelConfig config() {
    return base.config();
  }

  @Override
  public String fingerprint() {
    return Sha256.hex(base.fingerprint() + "+" + adapter.fingerprint());
  }

  @Override
  public Set<String> names() {
    return base.names();
  }

  @Override
  public TensorInfo info(String name) throws LanguageModelException {
    return base.info(name);
  }

  @Override
  public boolean asInFile(String name) {
    return !adapter.changes(name) && base.asInFile(name);
  }

  @Override
  public void readRows(String name, int firstRow, int rows, FloatBuffer target)
      throws LanguageModelException {
    base.readRows(name, firstRow, rows, target);
    adapter.addTo(name, firstRow, rows, target);
  }

  @Override
  public void close() {
    adapter.close();
    base.close();
  }
}
