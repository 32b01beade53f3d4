package org.nljdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;

/**
 * Lets go of the record class whose methods were made last. The JDK makes {@code equals} of records
 * from one shared method handle for {@link Object#equals}, which keeps its last adaptation to
 * another type, and with that type its class loader: one of ours, if ours were the last records
 * used. Making the methods of the record below puts a type of the JDK in its place. (Newer JDKs
 * keep types of such loaders apart, in a soft reference, which gives way when memory is short.)
 */
final class RecordMethods {

  private RecordMethods() {}

  /** Makes the methods of a class of the JDK, so that none of ours is held. */
  static void letGo() {
    try {
      for (String method : new String[] {"equals", "hashCode"}) {
        ObjectMethods.bootstrap(
            MethodHandles.lookup(), method, MethodHandle.class, String.class, "");
      }
    } catch (Throwable notSo) {
      // Only a loader stays in memory: deregistering goes on.
      if (notSo instanceof VirtualMachineError error) {
        throw error;
      }
    }
  }
}
