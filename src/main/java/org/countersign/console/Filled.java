package org.countersign.console;

/**
 * A form as somebody sent it, to be shown again with what is wrong with it.
 *
 * @param form   which of the page's forms
 * @param text   a reason, question or comment
 * @param amount of an offer
 * @param problem empty where nothing is wrong
 */
public record Filled(String form, String text, String amount, String problem) {

    static final Filled NOTHING = new Filled("", "", "", "");

    /** What this form's text was, so that nothing is lost. */
    public String text(String ofForm) {
        return form.equals(ofForm) ? text : "";
    }

    public String problem(String ofForm) {
        return form.equals(ofForm) ? problem : "";
    }

    public boolean is(String otherForm) {
        return form.equals(otherForm);
    }

    Filled but(String wrong) {
        return new Filled(form, text, amount, wrong);
    }
}
