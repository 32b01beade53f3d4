package org.nljdbc.runtime.engine;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.djl.DjlEnvironment;
import org.nljdbc.spi.RuntimeStatistics.Memory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of a card: all of it that is used, other programs' too, since DJL has no call for what
 * libtorch alone has taken.
 */
public final class DeviceMemory {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceMemory.class);

  private DeviceMemory() {}

  /**
   * Asks a card.
   *
   * @param device {@code "cuda:0"} ...; others have no memory of their own that could be asked for
   * @return null if it is none, or DJL finds no library of CUDA to ask
   */
  public static @Nullable Memory of(String device) {
    if (!device.startsWith("cuda")) {
      return null;
    }
    try {
      MemoryUsage memory =
          DjlEnvironment.call(() -> CudaUtils.getGpuMemory(Device.fromName(device)));
      return new Memory(memory.getUsed(), memory.getMax());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (Exception | LinkageError e) {
      LOG.debug("the memory of {} is not known", device, e);
      return null;
    }
  }
}
