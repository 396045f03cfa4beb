package io.authscape.keycloak.plan;

import java.util.Set;
import java.util.TreeSet;

/** Client scopes to attach to a client and to take away from it. */
public record ScopeDelta(Set<String> attach, Set<String> detach) {

    static final ScopeDelta NONE = new ScopeDelta(Set.of(), Set.of());

    /** Keycloak attaches this one by itself to every client with a service account. */
    private static final String KEYCLOAKS_OWN = "service_account";

    static ScopeDelta between(Set<String> actual, Set<String> wanted) {
        Set<String> attach = new TreeSet<>(wanted);
        attach.removeAll(actual);
        Set<String> detach = new TreeSet<>(actual);
        detach.removeAll(wanted);
        detach.remove(KEYCLOAKS_OWN);
        return new ScopeDelta(attach, detach);
    }

    public boolean isEmpty() {
        return attach.isEmpty() && detach.isEmpty();
    }
}
