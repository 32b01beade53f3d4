package org.nljdbc.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that stand for yes and no, and for countries. */
class FlagsTest {

  @ParameterizedTest
  @CsvSource({
    "1,Y;N,Y",
    "No,Y;N,N",
    "true,yes;no,yes",
    "y,t;f,t",
    "FALSE,0;1,0",
    "yes,Y,Y",
    "female,F;M,F",
    "Male,f;m,m"
  })
  void aColumnSaysItInItsOwnWay(String said, String values, String own) {
    assertEquals(Optional.of(own), Flags.same(said, List.of(values.split(";")), true));
  }

  @ParameterizedTest
  @CsvSource({
    "yes,Y;N;Yes",
    "maybe,Y;N",
    "yes,N",
    "1,red;blue",
    "yes,y;Y",
    "female,F;f",
    "excellent,A;B;C;D;E",
    "cancelled,O;C;P",
    "closed,O;C",
    "Male,F;M;U",
    "fe,F;M"
  })
  void otherColumnsDoNot(String said, String values) {
    assertEquals(Optional.empty(), Flags.same(said, List.of(values.split(";")), true));
  }

  @Test
  void aLetterStandsForAWordOnlyWhereThereAreNoOthers() {
    assertEquals(Optional.empty(), Flags.same("female", List.of("F", "M"), false));
    assertEquals(Optional.of("Y"), Flags.same("true", List.of("Y", "N"), false));
  }

  @Test
  void countriesAreKnownByTheirCodes() {
    assertEquals(
        Map.of("DE", List.of("Germany"), "AT", List.of("Austria"), "US", List.of("United States")),
        CountryCodes.names(List.of("DE", "AT", "US")));
    assertEquals(List.of("France"), CountryCodes.names(List.of("FRA", "ITA", "ESP")).get("FRA"));
  }

  @Test
  void whatMayBeOtherCodesIsNot() {
    assertEquals(Map.of(), CountryCodes.names(List.of("DE", "AT")));
    assertEquals(Map.of(), CountryCodes.names(List.of("DE", "AT", "XX")));
    assertEquals(Map.of(), CountryCodes.names(List.of("DE", "AT", "FRA")));
    assertEquals(Map.of(), CountryCodes.names(List.of("de", "at", "fr")));
    assertEquals(Map.of(), CountryCodes.names(List.of()));
  }
}
