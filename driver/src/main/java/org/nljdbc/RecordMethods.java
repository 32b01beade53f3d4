package org.nljdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      // Any component will do whose type is the JDK's.
      MethodHandle component =
          lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
      for (String method : new String[] {"equals", "hashCode"}) {
        ObjectMethods.bootstrap(
            lookup, method, MethodHandle.class, String.class, "strip", component);
      }
    } catch (Throwable notSo) {
      // Only a loader stays in memory: deregistering goes on.
      if (notSo instanceof VirtualMachineError error) {
        throw error;
      }
    }
  }
}
