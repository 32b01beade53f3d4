package org.nljdbc.temporal;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.nljdbc.temporal.Period.Unit;

/**
 * What each form means on a day.
 *
 * @param today the day
 */
record Rules(LocalDate today) {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /**
   * What is said in place of a mention.
   *
   * @throws java.time.DateTimeException if that is beyond the calendar
   * @throws ArithmeticException likewise
   */
  Phrase say(Mention mention) {
    return switch (mention.form()) {
      case PART, YEAR_FIRST -> part(mention);
      case MONTH -> month(mention);
      case TO_DATE -> toDate(mention);
      case AGO -> ago(mention);
      case BACK -> several(mention);
      case ONE -> one(mention);
      case DAY -> day(mention);
    };
  }

  private Phrase part(Mention mention) {
    int year = year(mention.part("year"));
    if (year < 1) {
      return Phrase.NONE;
    }
    if (mention.has("quarter")) {
      return Phrase.of(Period.quarter(year, Integer.parseInt(mention.part("quarter"))), mention);
    }
    if (mention.has("half")) {
      return Phrase.of(Period.half(year, Integer.parseInt(mention.part("half"))), mention);
    }
    String nth = mention.part("nth");
    int number =
        Character.isDigit(nth.charAt(0))
            ? nth.charAt(0) - '0'
            : List.of("first", "second", "third", "fourth").indexOf(nth) + 1;
    if (mention.part("part").equals("quarter")) {
      return Phrase.of(Period.quarter(year, number), mention);
    }
    return number > 2 ? Phrase.NONE : Phrase.of(Period.half(year, number), mention);
  }

  private int year(String said) {
    if (Character.isDigit(said.charAt(0))) {
      return Integer.parseInt(said);
    }
    boolean before = said.startsWith("last") || said.startsWith("previous");
    return before ? today.getYear() - 1 : today.getYear();
  }

  /**
   * A month of a year, where something happened in it: its first and last day say what its name
   * leaves to a model that forgets where it ends.
   */
  private static Phrase month(Mention mention) {
    Context context = mention.context();
    boolean within = Set.of("in", "during", "of", "for").contains(mention.lead());
    boolean alone = !mention.isOneOfSeveral() && !context.isComparing();
    if (!within || !alone || mention.has("owner") || context.isColumn("month")) {
      return Phrase.NONE;
    }
    int month = MONTHS.indexOf(mention.part("month").substring(0, 3)) + 1;
    LocalDate first = LocalDate.of(Integer.parseInt(mention.part("year")), month, 1);
    return Phrase.of(Unit.MONTH.around(first).within());
  }

  private Phrase toDate(Mention mention) {
    Unit unit =
        switch (mention.part("core").charAt(0)) {
          case 'y' -> Unit.YEAR;
          case 'q' -> Unit.QUARTER;
          default -> Unit.MONTH;
        };
    return Phrase.of(new Period(Unit.QUARTER, unit.around(today).first(), today), mention);
  }

  private Phrase ago(Mention mention) {
    Unit unit = mention.unit();
    LocalDate then = unit.after(today, -mention.count());
    return Phrase.of(
        switch (mention.lead()) {
          case "more than", "over", "at least", "longer than", "before" -> "before " + then;
          case "less than", "under", "within", "after", "since" -> "since " + then;
          case "until" -> "until " + then;
          default -> unit == Unit.WEEK ? "" : unit.around(then).within();
        });
  }

  private Phrase several(Mention mention) {
    boolean alone = mention.lead().isEmpty();
    boolean sure = !mention.has("the") || !alone || mention.isLast();
    boolean when = mention.isWithin() || mention.lead().equals("since");
    boolean other = mention.isRelated() || alone && mention.goesOn();
    if (!sure || !when || other) {
      return Phrase.NONE;
    }
    Unit unit = mention.unit();
    return Phrase.of(
        mention.isAhead()
            ? "between " + today + " and " + unit.after(today, mention.count())
            : "since " + unit.after(today, -mention.count()));
  }

  private Phrase one(Mention mention) {
    String which = mention.part("which");
    Unit unit = mention.unit();
    boolean alone = mention.lead().isEmpty();
    boolean last = which.equals("last");
    if (unit == Unit.DAY && !which.equals("this")) {
      return Phrase.NONE;
    }
    if (which.equals("past") || last && mention.has("the")) {
      // "in the last year" is the twelve months up to today; "the last year" may be a value.
      boolean sure = mention.isWithin() && !(last && alone);
      boolean free = !mention.has("owner") && !mention.goesOn();
      return sure && free ? Phrase.of("since " + unit.after(today, -1)) : Phrase.NONE;
    }
    if ((!mention.isWithin() || alone) && mention.goesOn()) {
      return Phrase.NONE; // "the first and last year of each party"
    }
    Context context = mention.context();
    if (unit == Unit.WEEK && context.isColumn("week")
        || unit == Unit.QUARTER && context.isColumn("quarter")) {
      return Phrase.NONE; // days would not be in it
    }
    long units =
        switch (which) {
          case "this", "current" -> 0;
          case "next", "coming" -> 1;
          default -> -1;
        };
    Period period = unit.around(unit.after(unit.around(today).first(), units));
    boolean asName = context.isComparing() || unit == Unit.MONTH && context.isColumn("month");
    return asName ? Phrase.name(period, mention) : Phrase.of(period, mention);
  }

  private Phrase day(Mention mention) {
    long days =
        switch (mention.part("which")) {
          case "yesterday" -> -1;
          case "tomorrow" -> 1;
          default -> 0;
        };
    return Phrase.of(Unit.DAY.around(today.plusDays(days)), mention);
  }
}
