package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.nljdbc.spi.LanguageModelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in plain words why a command failed; stack traces are for logs at level debug. */
final class PlainErrors implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    LOG.debug("the command failed", failure);
    PrintWriter err = line.getErr();
    err.println(line.getColorScheme().errorText(text(failure)));
    err.flush();
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What went wrong, for people. */
  static String text(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof SQLException sql) {
      return sql.getSQLState() == null
          ? message
          : message + " (SQLState " + sql.getSQLState() + ")";
    }
    if (failure instanceof LanguageModelException) {
      return message;
    }
    if (failure instanceof NoSuchFileException file) {
      return "There is no file " + file.getFile() + ".";
    }
    if (failure instanceof AccessDeniedException file) {
      return file.getFile() + " may not be read or written by this user.";
    }
    return failure instanceof IOException
        ? "Reading or writing failed: " + message
        : "Something unexpected went wrong: " + failure + " (NL_LOG_LEVEL=debug tells where)";
  }
}
