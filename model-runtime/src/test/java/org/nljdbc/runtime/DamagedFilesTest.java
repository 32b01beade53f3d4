package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.weights.TensorInfo;
import org.nljdbc.spi.LanguageModelException;

/**
 * Damages model files at random, always in the same way, and opens and reads them: each gives a
 * model or an exception for people, and never costs much memory.
 */
class DamagedFilesTest {

  /** The sound files allocate some 5 MB; the buffers for the JSON and for reading are the rest. */
  private static final long MOST_BYTES = 128L << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "tied-bf16.gguf, , 700",
    "mixed.gguf, , 100",
    "tied-fp16, config.json, 300",
    "tied-fp16, model.safetensors, 300",
    "tied-fp16, tokenizer.json, 300",
    "tied-fp16, tokenizer_config.json, 100",
    "tied-fp16, generation_config.json, 50",
    "untied-bf16, model.safetensors.index.json, 150"
  })
  void aDamagedFileGivesAnExceptionForPeople(String model, String file, int times)
      throws Exception {
    Path copy = folder.resolve(model);
    if (file == null) {
      Files.copy(TinyFiles.path(model), copy);
    } else {
      TinyFiles.copy(model, copy);
    }
    Path damaged = file == null ? copy : copy.resolve(file);
    byte[] sound = Files.readAllBytes(damaged);
    Random random = new Random(model.hashCode() * 31L + times);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      Files.write(damaged, damaged(sound, random));
      long before = allocated();
      try (ModelFiles opened = ModelFiles.open(copy)) {
        use(opened);
      } catch (LanguageModelException e) {
        refused++;
        assertNotNull(e.getMessage());
        assertTrue(e.getMessage().contains(copy.toString()), e.getMessage());
      }
      assertTrue(allocated() - before < MOST_BYTES, model + " " + file + " case " + i);
    }
    assertTrue(refused > times / 20, refused + " of " + times + " refused");
  }

  private static void use(ModelFiles model) throws LanguageModelException {
    for (String name : model.weights().names()) {
      TensorInfo info = model.weights().info(name);
      FloatBuffer all = FloatBuffer.allocate(info.rows() * info.rowLength());
      model.weights().readRows(name, 0, info.rows(), all);
    }
    int[] ids = model.tokenizer().tokenizer().encode("Größe of <|im_end|> 12\n", true);
    assertNotNull(model.tokenizer().tokenizer().decode(ids));
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    // Most of the damage hits the front, where the headers are.
    int reach = random.nextInt(4) == 0 ? bytes.length : Math.min(bytes.length, 6_000);
    int at = random.nextInt(reach);
    switch (random.nextInt(7)) {
      case 0:
        return Arrays.copyOf(bytes, at);
      case 1:
        for (int i = at; i < Math.min(bytes.length, at + 8); i++) {
          bytes[i] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
        }
        return bytes;
      case 2:
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
      case 3:
        int length = Math.min(random.nextInt(64), bytes.length - at);
        System.arraycopy(
            bytes, random.nextInt(reach - Math.min(reach, length) + 1), bytes, at, length);
        return bytes;
      case 4:
        bytes[at] = (byte) "0123456789\"[]{},:-e".charAt(random.nextInt(19));
        return bytes;
      default:
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
          bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
