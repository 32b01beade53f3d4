package org.nljdbc.runtime.cli;

import org.nljdbc.runtime.RuntimeVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code nl --version} tells. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "NL-JDBC " + RuntimeVersion.text(),
      "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
      System.getProperty("os.name") + " " + System.getProperty("os.arch")
    };
  }
}
