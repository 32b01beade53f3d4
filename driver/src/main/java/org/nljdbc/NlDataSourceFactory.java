package org.nljdbc;

import java.util.Collections;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link NlDataSource} of what a naming service kept of one, or of what an application
 * server's configuration says (in Tomcat: a {@code Resource} of type {@code javax.sql.DataSource}
 * with this class as its {@code factory}).
 */
public final class NlDataSourceFactory implements ObjectFactory {

  /** As naming services make it. */
  public NlDataSourceFactory() {}

  /**
   * The data source of a reference.
   *
   * @param object a {@link Reference} to an {@link NlDataSource} or a {@link DataSource}, with an
   *     address of text for each bean property; addresses of other names are ignored
   * @param name not used
   * @param context not used
   * @param environment not used
   * @return the data source; null if the object is something else
   */
  @Override
  public @Nullable Object getObjectInstance(
      @Nullable Object object,
      @Nullable Name name,
      @Nullable Context context,
      @Nullable Hashtable<?, ?> environment) {
    if (!(object instanceof Reference reference) || !isOurs(reference.getClassName())) {
      return null;
    }
    NlDataSource source = new NlDataSource();
    for (RefAddr address : Collections.list(reference.getAll())) {
      if (address.getContent() instanceof String value) {
        source.take(address.getType(), value);
      }
    }
    return source;
  }

  private static boolean isOurs(String className) {
    return className.equals(NlDataSource.class.getName())
        || className.equals(DataSource.class.getName());
  }
}
