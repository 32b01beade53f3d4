package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nljdbc.prompt.Turn;
import org.nljdbc.prompt.Wording;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.SubQueryPlace;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.PlacedSql;
import org.nljdbc.translate.PlannedWrite;
import org.nljdbc.translate.Translation;

/**
 * From a statement with questions to the SQL that the database gets: each question is translated,
 * with what it goes on from, and its SQL put in its place.
 */
final class InquiryTranslation {

  private final Connection side;
  private final Settings settings;
  private final ConnectionTranslator translator;
  private final Dialogue dialogue;

  /**
   * A way to translate.
   *
   * @param side the real connection for the driver's own work
   * @param dialogue what was asked before
   */
  InquiryTranslation(
      Connection side, Settings settings, ConnectionTranslator translator, Dialogue dialogue) {
    this.side = side;
    this.settings = settings;
    this.translator = translator;
    this.dialogue = dialogue;
  }

  /** Translates every question of a statement. */
  Translated translate(Inquiry inquiry, Asking asking) throws SQLException {
    if (inquiry instanceof Asked asked && makesNoSql(asked.verb())) {
      throw Errors.noSql(asked.verb());
    }
    boolean shows = inquiry instanceof Asked asked && asked.verb() == Verb.SHOW;
    if (!shows && !settings.get(Setting.DIALECT).equals(Setting.OWN)) {
      throw Errors.otherDialect(settings.get(Setting.DIALECT));
    }
    if (inquiry instanceof Asked asked) {
      Dialogue.Step back = dialogue.back(asked.question());
      return back == null
          ? translate(asked, wording(asked), asking)
          : translateAgain(asked.verb(), back, asking);
    }
    List<Translation> found = new ArrayList<>();
    for (Asked each : inquiry.asked()) {
      found.add(translate(new Wording(each.numbered(), each.markers().size(), List.of()), asking));
    }
    return assembled(inquiry, List.of(), found);
  }

  /** Asks again what was asked before the last question, which is taken back by that. */
  private Translated translateAgain(Verb verb, Dialogue.Step back, Asking asking)
      throws SQLException {
    Asked again = new Asked(verb, back.question());
    return translate(again, new Wording(back.question(), 0, back.earlier()), asking)
        .noting("Gone back to: " + back.question());
  }

  private static boolean makesNoSql(Verb verb) {
    return PinRows.answers(verb)
        || verb == Verb.CONFIRM
        || verb == Verb.WRITE
        || verb == Verb.NARRATE;
  }

  /** Translates a question anew whose SQL somebody has confirmed. */
  Translated again(Unsure.Waiting confirmed, Asking asking) throws SQLException {
    Asked asked = confirmed.asked();
    return translate(asked, new Wording(asked.question(), 0, confirmed.earlier()), asking);
  }

  private Translated translate(Asked asked, Wording wording, Asking asking) throws SQLException {
    Translation found = translate(wording, asking);
    if (asked.markers().isEmpty()) {
      dialogue.add(new Turn(asked.question(), found.sql()), wording.earlier());
    }
    return assembled(asked, wording.earlier(), List.of(found));
  }

  private Translation translate(Wording wording, Asking asking) throws SQLException {
    asking.check();
    Translation found =
        translator.ask(each -> each.translate(wording, side, asking, asking.translationDeadline()));
    return traced(found, asking);
  }

  /**
   * Finds other SQL for the one question of a statement, since the database has refused this.
   *
   * @throws SQLException the failure itself, if there is no other
   */
  Translated repaired(Translated failing, SQLException failure, Asking asking) throws SQLException {
    asking.check();
    Translation failed = failing.first();
    Translation repaired =
        translator.ask(
            each -> each.repair(failed, failure, side, asking, asking.translationDeadline()));
    traced(repaired, asking);
    Inquiry inquiry = failing.inquiry();
    if (inquiry instanceof Asked asked && asked.markers().isEmpty()) {
      dialogue.repaired(new Turn(asked.question(), repaired.sql()));
    }
    Translated again = assembled(inquiry, failing.earlier(), List.of(repaired));
    if (inquiry instanceof Asked) {
      for (String note : failing.placed().get(0).notes()) {
        again = again.noting(note);
      }
    }
    return again;
  }

  /** Translates a request to write. */
  PlannedWrite plannedWrite(Wording wording, Asking asking) throws SQLException {
    PlannedWrite write =
        translator.ask(each -> each.planWrite(wording, side, asking, asking.translationDeadline()));
    traced(write.translation(), asking);
    return write;
  }

  private static Translation traced(Translation found, Asking asking) {
    asking.trace().found(found.source().name().toLowerCase(Locale.ROOT), found.model());
    return found;
  }

  /** What the model would be asked. */
  Prompt prompt(Asked asked, Asking asking) throws SQLException {
    asking.check();
    Dialogue.Step back = dialogue.back(asked.question());
    Wording wording =
        back == null ? wording(asked) : new Wording(back.question(), 0, back.earlier());
    return translator.ask(each -> each.prompt(wording, side, asking, asking.translationDeadline()));
  }

  /** What is asked, with what it goes on from. */
  private Wording wording(Asked asked) {
    String text = asked.numbered();
    return new Wording(text, asked.markers().size(), dialogue.before(text));
  }

  private Translated assembled(Inquiry inquiry, List<Turn> earlier, List<Translation> found)
      throws SQLException {
    List<PlacedSql> placed = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      placed.add(
          inquiry instanceof Nested nested
              ? placed(nested, i, found.get(i))
              : PlacedSql.of(found.get(i)));
    }
    boolean commented = settings.getBoolean(Setting.SQL_COMMENT);
    return Translated.of(inquiry, earlier, found, placed, commented);
  }

  private PlacedSql placed(Nested nested, int i, Translation found) throws SQLException {
    SubQueryPlace use = nested.uses().get(i);
    return use.kind() == SubQueryPlace.Kind.ROWS
        ? PlacedSql.of(found)
        : translator.ask(each -> each.place(found, use, nested.tables(), side));
  }
}
