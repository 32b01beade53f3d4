package org.nljdbc.runtime.process;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which variables of the program that starts a runtime the runtime gets: what says where things
 * are, how the model computes, and how a hub is reached. The others may be secrets of that program,
 * which the runtime outlives, and settings of a tool, such as a debugger's port, which cannot be
 * had twice.
 */
final class HandedVariables {

  private static final Set<String> NAMES =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "ENGINE_CACHE_DIR",
          "NL_LOG_LEVEL",
          "NL_RUNTIME",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          // Windows starts hardly anything without these.
          "SYSTEMROOT",
          "SYSTEMDRIVE",
          "WINDIR",
          "COMSPEC",
          "PATHEXT",
          "TEMP",
          "TMP",
          "USERPROFILE",
          "USERNAME",
          "APPDATA",
          "LOCALAPPDATA",
          "PROGRAMDATA");

  private static final List<String> BEGINNINGS =
      List.of(
          "LC_",
          "XDG_",
          "HF_",
          "CUDA",
          "NVIDIA_",
          "OMP_",
          "GOMP_",
          "KMP_",
          "MKL_",
          "DJL_",
          "PYTORCH_");

  private HandedVariables() {}

  /**
   * Whether a runtime gets a variable.
   *
   * @param name its name; proxies are written in small letters too, and Windows knows no difference
   */
  static boolean include(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NAMES.contains(upper) || BEGINNINGS.stream().anyMatch(upper::startsWith);
  }
}
