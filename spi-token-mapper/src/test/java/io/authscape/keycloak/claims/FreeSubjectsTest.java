package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeSubjectsTest {

    private long now;
    private final FreeSubjects subjects = new FreeSubjects(() -> now);
    private final Set<String> users = new HashSet<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void whoIsNoUserIsAskedForOnce() {
        assertThat(isFree("realm", "service")).isTrue();
        assertThat(isFree("realm", "service")).isTrue();

        assertThat(asked).containsExactly("service");
    }

    @Test
    void everyRealmHasItsOwnUsers() {
        isFree("realm", "service");
        users.add("service");

        assertThat(isFree("other", "service")).isFalse();
    }

    @Test
    void aUserIsAskedForEachTime() {
        users.add("service");

        assertThat(isFree("realm", "service")).isFalse();
        assertThat(isFree("realm", "service")).isFalse();
        users.clear();
        assertThat(isFree("realm", "service")).isTrue();
    }

    @Test
    void aUserThatCameLaterIsFoundInTheEnd() {
        isFree("realm", "service");
        users.add("service");

        now += FreeSubjects.LIFE.toNanos() - 1;
        assertThat(isFree("realm", "service")).isTrue();
        now += 1;
        assertThat(isFree("realm", "service")).isFalse();
    }

    @Test
    void usersFromElsewhereAreFoundAtOnce() {
        assertThat(isFree("realm", "f:store:alice")).isTrue();
        users.add("f:store:alice");

        assertThat(isFree("realm", "f:store:alice")).isFalse();
    }

    @Test
    void noMoreAreRememberedThanThereIsRoomFor() {
        int many = 2 * FreeSubjects.MOST;
        for (int i = 0; i < many; i++) {
            isFree("realm", "service" + i);
        }
        asked.clear();
        for (int i = 0; i < many; i++) {
            isFree("realm", "service" + i);
        }

        assertThat(asked).hasSizeGreaterThanOrEqualTo(many - FreeSubjects.MOST);
    }

    private boolean isFree(String realm, String subject) {
        return subjects.isFree(realm, subject, id -> {
            asked.add(id);
            return users.contains(id);
        });
    }
}
