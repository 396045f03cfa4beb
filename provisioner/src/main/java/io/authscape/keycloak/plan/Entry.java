package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Quoted;
import java.util.List;

/** What a plan does to one role, scope or client. */
public sealed interface Entry permits RoleChange, ScopeChange, ClientChange {

    /** {@code role}, {@code scope} or {@code client}. */
    String kind();

    /** The name within its kind; for a client the {@code client_id}. */
    String name();

    Action action();

    /** What becomes different, for people and machines that review it; empty if it is deleted. Never a secret. */
    List<Difference> differences();

    /** How messages name it, for example {@code client 'background-service'}. */
    default String subject() {
        return kind() + " " + Quoted.of(name());
    }

    /** Whether it has to be written. */
    default boolean isWork() {
        return action() != Action.NONE;
    }
}
