package org.nljdbc.runtime.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;

/**
 * The server's certificate.
 *
 * @param keystore PKCS#12 file with certificate and private key
 * @param password its password; never shown
 */
public record TlsConfig(Path keystore, String password) {

  static @Nullable TlsConfig read(Fields top) {
    if (!top.has("tls")) {
      return null;
    }
    Fields fields = top.object("tls");
    TlsConfig tls = new TlsConfig(Path.of(fields.text("keystore")), fields.text("password", ""));
    fields.done();
    return tls;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TLS with " + keystore;
  }
}
