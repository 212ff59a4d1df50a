package org.countersign.shop;

/**
 * One line of what was found when a backend was checked, for the people who run the server.
 *
 * @param about what was looked at, in a word or two, such as {@code credentials}
 * @param says  one sentence; shows no secret
 * @param fix   what to do about it; empty where nothing has to be done
 */
public record Finding(Level level, String about, String says, String fix) {

    public enum Level {
        /** As it has to be. */
        GOOD,
        /** It works, but somebody should know. */
        NOTE,
        /** Something does not work until it is mended. */
        BAD
    }

    public static Finding good(String about, String says) {
        return new Finding(Level.GOOD, about, says, "");
    }

    public static Finding note(String about, String says, String fix) {
        return new Finding(Level.NOTE, about, says, fix);
    }

    public static Finding bad(String about, String says, String fix) {
        return new Finding(Level.BAD, about, says, fix);
    }

    public boolean isBad() {
        return level == Level.BAD;
    }
}
