package io.authscape.keycloak.migrate;

import java.util.ArrayList;
import java.util.List;

/** Collects what is to be said about one client or scope. */
final class Notes {

    private final List<Note> notes = new ArrayList<>();

    void changed(String member, String what, String remedy) {
        add(Note.Type.CHANGED, member, what, remedy);
    }

    void leftOut(String member, String what, String remedy) {
        add(Note.Type.LEFT_OUT, member, what, remedy);
    }

    void check(String member, String what, String remedy) {
        add(Note.Type.CHECK, member, what, remedy);
    }

    List<Note> all() {
        return List.copyOf(notes);
    }

    /** Each once: of two secrets with the same trouble, one has it as good as both. */
    private void add(Note.Type type, String member, String what, String remedy) {
        Note note = new Note(type, member, what, remedy);
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }
}
