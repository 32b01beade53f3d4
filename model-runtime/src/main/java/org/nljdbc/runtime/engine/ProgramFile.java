package org.nljdbc.runtime.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** The decoder's program as this package contains it: what model-runtime/python/decoder gives. */
final class ProgramFile {

  private static final String NAME = "decoder.pt";

  private ProgramFile() {}

  /**
   * Reads the program.
   *
   * @return its bytes
   * @throws LanguageModelException CORRUPT if the jar lacks it
   */
  static byte[] read() throws LanguageModelException {
    try (InputStream in = ProgramFile.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IOException("it is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new LanguageModelException(
          Kind.CORRUPT,
          NAME
              + " cannot be read from nl-jdbc-model-runtime: "
              + e.getMessage()
              + "; get the jar again",
          e);
    }
  }

  /**
   * A short digest of the program and of how it is run.
   *
   * @param program its bytes
   * @param how numerics and kernel
   * @return 16 hexadecimal digits
   */
  static String digest(byte[] program, String how) {
    MessageDigest digest = Sha256.begin();
    digest.update(program);
    digest.update(how.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
