package org.nljdbc.runtime.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a runtime is told of the program that starts it. */
class HandedVariablesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "Path",
        "LC_ALL",
        "XDG_STATE_HOME",
        "HF_TOKEN",
        "https_proxy",
        "OMP_NUM_THREADS"
      })
  void whatItNeedsIsHandedOver(String name) {
    assertTrue(HandedVariables.include(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL_PASSWORD", "NL_URL", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "MODELS_KEY", "LD_PRELOAD", ""
      })
  void whatIsAnothersIsNot(String name) {
    assertFalse(HandedVariables.include(name));
  }
}
