package org.nljdbc.runtime.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives memory back to the system that the C library keeps for later. */
final class FreedMemory {

  private static final Logger LOG = LoggerFactory.getLogger(FreedMemory.class);

  private FreedMemory() {}

  /** After much was freed: with glibc, unused pages go back; elsewhere nothing happens. */
  static void giveBack() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function trim = NativeLibrary.getProcess().getFunction("malloc_trim");
      trim.invokeInt(new Object[] {0L});
    } catch (LinkageError | RuntimeException e) {
      // Another C library than glibc: the memory stays reserved, which does no harm.
      LOG.debug("malloc_trim is not there", e);
    }
  }
}
