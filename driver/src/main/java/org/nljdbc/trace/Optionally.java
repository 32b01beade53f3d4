package org.nljdbc.trace;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where it shows what this process does not have. */
final class Optionally {

  private static final Logger LOG = LoggerFactory.getLogger(Optionally.class);

  private Optionally() {}

  /**
   * Makes something of classes that may be absent: {@code jdk.jfr} from a trimmed runtime,
   * OpenTelemetry from most class paths, or an OpenTelemetry that is too old.
   *
   * @param maker makes it, and links whatever it needs; a lambda rather than a reference to the
   *     constructor, which would link too early to be caught
   * @return it, or empty
   */
  static <T> Optional<T> ifThere(Supplier<? extends T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (LinkageError absent) {
      LOG.debug("Not traced: {}", absent.toString());
      return Optional.empty();
    }
  }
}
