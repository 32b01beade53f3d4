package org.nljdbc.meaning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.meaning.Piece.Kind;
import org.nljdbc.meaning.Sayings.Saying;

/** Understands the words of one question, in their order. */
final class Reader {

  private final List<Piece> written;
  private final Synonyms synonyms;
  private final List<Piece> read = new ArrayList<>();
  private boolean english;

  private Reader(List<Piece> written, Synonyms synonyms) {
    this.written = written;
    this.synonyms = synonyms;
  }

  /**
   * Reads a question.
   *
   * @param question the question
   * @param synonyms words that mean the same in its database
   * @return what each of its sayings and words means; empty if it is not known to be English, since
   *     in other languages the same words mean something else
   */
  static List<Piece> read(String question, Synonyms synonyms) {
    Reader reader = new Reader(Piece.of(question), synonyms);
    reader.readAll();
    return reader.english ? reader.withActs() : List.of();
  }

  /** What each saying and word of a question means, if it is in English. */
  static List<Piece> pieces(String question) {
    Reader reader = new Reader(Piece.of(question), Synonyms.NONE);
    reader.readAll();
    return reader.withActs();
  }

  private void readAll() {
    boolean opening = true;
    int i = 0;
    while (i < written.size()) {
      Piece piece = written.get(i);
      if (!piece.is(Kind.WORD)) {
        read.add(piece);
        opening = piece.is(Kind.STOP);
        i++;
        continue;
      }
      boolean behindTerm = !read.isEmpty() && last().is(Kind.TERM);
      Saying saying = Sayings.english().at(written, i, opening, behindTerm);
      if (saying == null) {
        i += addTerm(i);
      } else {
        english |= saying.opening() || saying.signs().contains(Sayings.COUNT);
        english |= piece.text().equals("the");
        add(saying, piece.text());
        i += saying.words();
      }
      opening = false;
    }
  }

  /** Adds what is no saying; how many words it is. */
  private int addTerm(int i) {
    Synonyms.Found name = synonyms.at(written, i);
    String meaning = name == null ? null : name.meaning();
    int words = name == null ? 1 : name.words();
    if (meaning != null) {
      read.add(new Piece(Kind.TERM, meaning));
    } else {
      for (Piece word : written.subList(i, i + words)) {
        read.add(new Piece(Kind.TERM, WordForm.singular(word.text())));
      }
    }
    return words;
  }

  private Piece last() {
    return read.get(read.size() - 1);
  }

  private void add(Saying saying, String first) {
    if (saying.signs().isEmpty()) {
      read.add(new Piece(Kind.FILLER, saying.words() == 1 ? first : ""));
    }
    for (String sign : saying.signs()) {
      if (sign.equals(Sayings.OF)) {
        boolean joins = !read.isEmpty() || saying.signs().size() > 1;
        read.add(new Piece(joins ? Kind.OF : Kind.FILLER, ""));
      } else if (sign.equals(Sayings.AND)) {
        read.add(new Piece(Kind.AND, ","));
      } else if (sign.endsWith(Sayings.AFTER_NUMBER)) {
        boolean turned = !read.isEmpty() && last().isNumber();
        String bare = sign.substring(0, sign.length() - 1);
        read.add(
            turned ? read.size() - 1 : read.size(), new Piece(Kind.SIGN, turned ? bare : sign));
      } else {
        read.add(new Piece(Kind.SIGN, sign));
      }
    }
  }

  /**
   * Tells who did something from whom it was done to, and from what somebody is: <em>who
   * managed</em> and <em>who have managed</em> from <em>who are managed</em>, which says no more
   * than <em>managed</em>, and <em>who are managers</em> from <em>managers of</em>.
   */
  private List<Piece> withActs() {
    List<Piece> all = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      Piece piece = read.get(i);
      Piece next = i + 1 < read.size() ? read.get(i + 1) : null;
      boolean acts = next != null && next.is(Kind.TERM) && WordForm.isPast(next.text());
      if (piece.isSign(Sayings.THAT)) {
        all.add(acts ? new Piece(Kind.SIGN, Sayings.DID) : new Piece(Kind.FILLER, "that"));
      } else if (piece.isSign(Sayings.BE)) {
        all.add(isSomething(i) ? piece : new Piece(Kind.FILLER, "be"));
      } else if (piece.isSign(Sayings.HAVE)) {
        all.add(had(next, acts));
      } else {
        all.add(piece);
      }
    }
    return all;
  }

  /** Whether something is said there to be what the next word names. */
  private boolean isSomething(int be) {
    int next = be + 1;
    while (next < read.size() && read.get(next).isArticle()) {
      next++;
    }
    boolean named =
        next < read.size()
            && read.get(next).is(Kind.TERM)
            && !WordForm.isPast(read.get(next).text());
    return named && read.subList(0, be).stream().anyMatch(piece -> !piece.is(Kind.FILLER));
  }

  private static Piece had(@Nullable Piece next, boolean acts) {
    if (next == null || next.is(Kind.STOP)) {
      return new Piece(Kind.FILLER, ""); // how many does each have
    }
    return new Piece(Kind.SIGN, acts ? Sayings.DID : Sayings.HAVE);
  }
}
