package org.nljdbc.runtime.weights;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.spi.LanguageModelException;

/**
 * SHA-256 over a model's files without reading all of them, which would take a minute for 15 GB:
 * the size of each file, its whole header, and of every tensor four blocks of 1 KiB, the first and
 * the last ones and two at the thirds between. Files that differ only elsewhere have the same
 * fingerprint; training, converting or quantising a model changes every tensor everywhere.
 */
final class Fingerprint {

  private static final int SAMPLE = 1_024;
  private static final int SAMPLES = 4;

  private final MessageDigest digest = Sha256.begin();
  private final byte[] buffer = new byte[65_536];

  /**
   * Adds a file: its size, its first bytes, and samples of its tensors.
   *
   * @param file the file
   * @param headerBytes how many of its first bytes to add whole
   * @param tensors its tensors
   * @throws LanguageModelException if it cannot be read
   */
  void add(ReadableFile file, long headerBytes, Collection<StoredTensor> tensors)
      throws LanguageModelException {
    update(file.size());
    bytes(file, 0, headerBytes);
    List<StoredTensor> inOrder =
        tensors.stream()
            .sorted(Comparator.comparingLong(StoredTensor::offset))
            .collect(Collectors.toList());
    for (StoredTensor tensor : inOrder) {
      long length = Math.min(SAMPLE, tensor.bytes());
      for (int i = 0; i < SAMPLES; i++) {
        long skipped = (tensor.bytes() - length) / (SAMPLES - 1) * i;
        bytes(file, tensor.offset() + skipped, length);
      }
    }
  }

  /** The digest, lower-case hexadecimal; the object is spent then. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void update(long number) {
    for (int shift = 0; shift < 64; shift += 8) {
      digest.update((byte) (number >>> shift));
    }
  }

  private void bytes(ReadableFile file, long from, long length) throws LanguageModelException {
    for (long done = 0; done < length; done += buffer.length) {
      int now = (int) Math.min(buffer.length, length - done);
      file.read(from + done, buffer, now);
      digest.update(buffer, 0, now);
    }
  }
}
