package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Logs as {@code nl} writes them. */
class LogFormatTest {

  /** What callers send stands in the log and must not look like another line of it. */
  @Test
  void nothingFromOutsideBeginsLine() throws Exception {
    String forged = "a\r\n2026-01-01 00:00:00,000 INFO forged";
    String text = written(forged, new IllegalStateException(forged));
    List<String> lines = text.lines().toList();
    assertTrue(lines.get(0).contains("said a"), text);
    assertTrue(lines.get(0).contains("asked="), text);
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("2026-01-01")), text);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("\tat ")), text);
    assertEquals(1, written(forged, null).lines().count());
  }

  @Test
  void anExceptionIsPartOfItsLinesObject() throws Exception {
    String json = written("json", "a\nb", new IllegalStateException("c\nd", new Error("why")));
    assertEquals(1, json.lines().count(), json);
    JsonObject line = JsonParser.parseString(json).getAsJsonObject();
    assertEquals("said a\nb", line.get("formattedMessage").getAsString());
    JsonObject failure = line.getAsJsonObject("throwable");
    assertEquals(IllegalStateException.class.getName(), failure.get("className").getAsString());
    assertEquals("c\nd", failure.get("message").getAsString());
    assertEquals("why", failure.getAsJsonObject("cause").get("message").getAsString());
    assertEquals(
        LogFormatTest.class.getName(),
        failure
            .getAsJsonArray("stepArray")
            .get(0)
            .getAsJsonObject()
            .get("className")
            .getAsString());
  }

  private static String written(String sent, @Nullable Throwable failure) throws Exception {
    return written("text", sent, failure);
  }

  private static String written(String format, String sent, @Nullable Throwable failure)
      throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try {
      context.putProperty("NL_LOG_FORMAT", format);
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LogFormatTest.class.getResource("logback.xml"));
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      ConsoleAppender<ILoggingEvent> appender =
          (ConsoleAppender<ILoggingEvent>) root.getAppender(format);
      LoggingEvent event =
          new LoggingEvent("", root, Level.INFO, "said {}", failure, new Object[] {sent});
      event.setKeyValuePairs(List.of(new KeyValuePair("asked", sent)));
      return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    } finally {
      context.stop();
    }
  }
}
