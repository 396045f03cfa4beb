package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Plan;

/** What the reports call an action. */
final class Words {

    private Words() {}

    static String planned(Action action) {
        return switch (action) {
            case CREATE -> "create";
            case UPDATE -> "change";
            case DELETE -> "delete";
            case NONE -> "keep";
        };
    }

    static String done(Action action) {
        return switch (action) {
            case CREATE -> "created";
            case UPDATE -> "changed";
            case DELETE -> "deleted";
            case NONE -> "unchanged";
        };
    }

    /** For example {@code 1 to create, 2 to change, 0 to delete, 7 unchanged}. */
    static String summary(Plan plan) {
        return plan.count(Action.CREATE) + " to create, " + plan.count(Action.UPDATE) + " to change, "
                + plan.count(Action.DELETE) + " to delete, " + plan.count(Action.NONE) + " unchanged";
    }
}
