package org.countersign.backend;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Settings of one backend: {@code countersign.backend.<name>.<setting>}, else {@code countersign.backend.<setting>}, which
 * holds for all; but what is only a default of the package gives way to what somebody set for all. A value that makes no
 * sense ends the start in one line that names the variable.
 */
record Knobs(Config config, String backend) {

    private static final int LONGEST_SHOWN = 40;

    int number(String name, int least, int most) {
        Setting setting = chosen(name);
        String rule = "is a whole number from " + least + " to " + most;
        int value = value(setting, Integer.class, rule);
        if (value < least || value > most) {
            throw wrong(setting, rule);
        }
        return value;
    }

    Duration duration(String name, Duration most) {
        Setting setting = chosen(name);
        String rule = "is a duration such as " + most + ", more than nothing and not longer than that";
        Duration value = value(setting, Duration.class, rule);
        if (!value.isPositive() || value.compareTo(most) > 0) {
            throw wrong(setting, rule);
        }
        return value;
    }

    private Setting chosen(String name) {
        Setting own = new Setting("countersign.backend." + backend + "." + name);
        Setting all = new Setting("countersign.backend." + name);
        return raw(own).isPresent() && ordinal(own) >= ordinal(all) ? own : all;
    }

    private <T> T value(Setting setting, Class<T> type, String rule) {
        try {
            return config.getOptionalValue(setting.name(), type).orElseThrow(() -> wrong(setting, rule));
        } catch (IllegalArgumentException malformed) {
            throw wrong(setting, rule);
        }
    }

    private RuntimeException wrong(Setting setting, String rule) {
        String shown = raw(setting)
                .map(text -> "not '" + text.substring(0, Math.min(text.length(), LONGEST_SHOWN)) + "'")
                .map(text -> text.replaceAll("\\p{Cntrl}", " "))
                .orElse("and not empty");
        return setting.wrong(rule + ", " + shown);
    }

    /** Of the source that says it: the environment's is higher than the package's. */
    private int ordinal(Setting setting) {
        return config.getConfigValue(setting.name()).getSourceOrdinal();
    }

    private Optional<String> raw(Setting setting) {
        ConfigValue found = config.getConfigValue(setting.name());
        return Optional.ofNullable(found.getValue()).filter(text -> !text.isBlank());
    }
}
