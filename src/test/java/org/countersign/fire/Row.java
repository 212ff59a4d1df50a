package org.countersign.fire;

/** What became of the wishes of one origin. Doubles, lost and open must be none. */
record Row(int wanted, int calls, int effects, int done, int failed, int person, int doubles, int lost, int open) {

    static final Row NONE = new Row(0, 0, 0, 0, 0, 0, 0, 0, 0);

    Row plus(Row other) {
        return new Row(
                wanted + other.wanted,
                calls + other.calls,
                effects + other.effects,
                done + other.done,
                failed + other.failed,
                person + other.person,
                doubles + other.doubles,
                lost + other.lost,
                open + other.open);
    }
}
