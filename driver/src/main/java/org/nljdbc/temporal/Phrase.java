package org.nljdbc.temporal;

/**
 * What is said in place of a mention.
 *
 * @param text the words; empty if the mention stays as it is
 * @param atEnd whether they come at the end of the question: {@code last week's orders}
 */
record Phrase(String text, boolean atEnd) {

  /** The mention stays as it is. */
  static final Phrase NONE = of("");

  /** One in the mention's place. */
  static Phrase of(String text) {
    return new Phrase(text, false);
  }

  /** A period, as the mention's preposition has it. */
  static Phrase of(Period period, Mention mention) {
    String lead = mention.lead();
    boolean owner = mention.has("owner");
    boolean before =
        lead.isEmpty() && !mention.has("the") && mention.isFirst() && !mention.isLast();
    if (owner || before && period.unit() != Period.Unit.DAY) {
      // It stands before what it is about: "last month's orders", "Q3 2024 orders".
      if (lead.isEmpty() && mention.isBeforeOneThing()) {
        return new Phrase(period.within(), true);
      }
      return owner ? of(named(period, lead).strip()) : NONE;
    }
    if (mention.isWithin()) {
      return lead.equals("from") && mention.isBeginning()
          ? of(named(period, lead))
          : of(period.within());
    }
    return of(
        switch (lead) {
          case "since" -> "since " + period.first();
          case "before" -> "before " + period.first();
          case "after" -> "after " + period.last();
          case "until", "till", "through", "by", "up to" -> lead + " " + period.last();
          case "as of" -> "";
          default -> named(period, lead);
        });
  }

  /** A period by its name, without its days. */
  static Phrase name(Period period, Mention mention) {
    return of(named(period, mention.lead()).strip());
  }

  private static String named(Period period, String lead) {
    String asked = lead.isEmpty() && period.unit() != Period.Unit.DAY ? "" : lead + " ";
    return period.name().isEmpty() ? "" : asked + period.name();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }
}
