package org.nljdbc.settings;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

  @ParameterizedTest
  @EnumSource
  void everySettingIsNamedDescribedAndHasAValidDefault(Setting setting) {
    assertTrue(setting.key().startsWith(Setting.PREFIX));
    assertEquals(setting, Setting.named(setting.key()));
    assertTrue(setting.description().length() > 20);
    assertEquals(setting.defaultValue(), setting.form().normal(setting.defaultValue()));
  }

  @Test
  void defaultsHoldWhereNothingIsGiven() {
    Settings settings = Settings.defaults();
    assertEquals("embedded", settings.get(Setting.MODEL));
    assertEquals(300, settings.getInt(Setting.MAX_TOKENS));
    assertTrue(settings.getBoolean(Setting.WARN_SQL));
  }

  @Test
  void givenValuesAreBroughtToTheirNormalForm() throws SQLException {
    Settings settings = Settings.of(Map.of("NL.WarnSql", " FALSE ", "nl.tries", "007"));
    assertFalse(settings.getBoolean(Setting.WARN_SQL));
    assertEquals("7", settings.get(Setting.TRIES));
  }

  @ParameterizedTest
  @CsvSource({
    "nl.tries, many, 0 to 10",
    "nl.tries, 11, 0 to 10",
    "nl.tries, -1, 0 to 10",
    "nl.maxTokens, 99999999999, 16 to 32768",
    "nl.warnSql, yes, true or false",
    "nl.prefixCache, tape, disk or memory",
    "nl.candidates, '', 0 to 8"
  })
  void anInvalidValueIsNamedWithWhatIsAllowed(String key, String value, String allowed) {
    SQLException error = assertThrows(SQLException.class, () -> Settings.of(Map.of(key, value)));
    assertEquals("22023", error.getSQLState());
    assertAll(
        () -> assertTrue(String.valueOf(error.getMessage()).contains(key), error::getMessage),
        () ->
            assertTrue(
                String.valueOf(error.getMessage()).contains("'" + value + "'"), error::getMessage),
        () -> assertTrue(String.valueOf(error.getMessage()).contains(allowed), error::getMessage));
  }

  @ParameterizedTest
  @CsvSource({
    "nl.modell, nl.model",
    "nl.warnSQLs, nl.warnSql",
    "nl.maxtoken, nl.maxTokens",
    "nl.question.max.length, nl.questionMaxLength"
  })
  void anUnknownNameIsAnsweredWithTheNearest(String wrong, String meant) {
    SQLException error = assertThrows(SQLException.class, () -> Settings.of(Map.of(wrong, "1")));
    assertEquals("22023", error.getSQLState());
    assertTrue(String.valueOf(error.getMessage()).contains("'" + wrong + "'"), error::getMessage);
    assertTrue(String.valueOf(error.getMessage()).contains("'" + meant + "'"), error::getMessage);
  }

  @Test
  void theUrlWinsOverPropertiesAndTheirDefaultsCount() throws SQLException {
    Properties defaults = new Properties();
    defaults.setProperty("nl.samples", "7");
    defaults.setProperty("nl.tries", "1");
    Properties info = new Properties(defaults);
    info.setProperty("nl.tries", "3");
    info.setProperty("user", "sa");
    Settings settings = Settings.of(NlUrl.parse("jdbc:nl:h2:mem:;nl.tries=4"), info);
    assertEquals(4, settings.getInt(Setting.TRIES));
    assertEquals(7, settings.getInt(Setting.SAMPLES));
  }

  @Test
  void equalWhenEveryValueIsEqual() throws SQLException {
    Settings given = Settings.of(Map.of("nl.tries", "2"));
    assertEquals(Settings.defaults(), given);
    assertEquals(Settings.defaults().hashCode(), given.hashCode());
    assertNotEquals(Settings.defaults(), Settings.of(Map.of("nl.tries", "1")));
    assertTrue(given.toString().contains("nl.model=embedded"), given::toString);
  }

  @Test
  void theDelegateGetsEverythingButOursInAnObjectOfItsOwn() {
    Properties defaults = new Properties();
    defaults.setProperty("ssl", "true");
    defaults.setProperty("nl.tries", "1");
    Properties info = new Properties(defaults);
    Object socketFactory = new Object();
    info.setProperty("user", "sa");
    info.setProperty("NL.model", "x");
    info.put("factory", socketFactory);

    Properties passed = NlProperties.of(info).real();

    assertEquals(Map.of("ssl", "true", "user", "sa", "factory", socketFactory), passed);
    assertEquals(3, info.size());
    assertEquals("1", info.getProperty("nl.tries"));
  }

  @Test
  void propertiesWithoutOursArePassedOnAsTheyAre() {
    Properties info = new Properties();
    info.setProperty("user", "sa");
    info.setProperty("password", "hush");
    info.put("factory", new Object());
    NlProperties parted = NlProperties.of(info);
    assertSame(info, parted.real());
    assertEquals(Map.of(), parted.ours());
    assertFalse(parted.toString().contains("hush"), parted::toString);
    info.put("nl.model", new Object());
    assertEquals(Set.of("user", "password", "factory"), NlProperties.of(info).real().keySet());
  }
}
