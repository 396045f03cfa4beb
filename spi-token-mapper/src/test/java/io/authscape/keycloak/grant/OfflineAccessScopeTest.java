package io.authscape.keycloak.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Answers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

class OfflineAccessScopeTest {

    /** Names by id. */
    private final Map<String, String> scopes = new LinkedHashMap<>(Map.of("1", "api1", "2", "offline_access"));

    private final RealmModel realm = realm();
    private final OfflineAccessScope offlineAccess = new OfflineAccessScope();
    private int searches;

    @Test
    void isSearchedForOnce() {
        assertThat(offlineAccess.of(realm).orElseThrow().getId()).isEqualTo("2");
        assertThat(offlineAccess.of(realm).orElseThrow().getId()).isEqualTo("2");

        assertThat(searches).isEqualTo(1);
    }

    @Test
    void isSearchedForAgainWhenItIsNotWhereItWas() {
        offlineAccess.of(realm);
        scopes.put("2", "renamed");
        assertThat(offlineAccess.of(realm)).isEmpty();

        scopes.remove("2");
        assertThat(offlineAccess.of(realm)).isEmpty();

        scopes.put("3", "offline_access");
        assertThat(offlineAccess.of(realm).orElseThrow().getId()).isEqualTo("3");
    }

    @Test
    void comesFirstAndOnce() {
        RealmModel first = new OfflineAccessFirst(realm, offlineAccess.of(realm).orElseThrow());
        searches = 0;

        assertThat(idOf(first, "offline_access")).isEqualTo("2");
        assertThat(searches).isZero();
        assertThat(idOf(first, "api1")).isEqualTo("1");
        assertThat(first.getClientScopesStream().map(ClientScopeModel::getId)).containsExactly("2", "1");
    }

    /** As Keycloak finds it. */
    private static String idOf(RealmModel realm, String name) {
        return realm.getClientScopesStream()
                .filter(scope -> name.equals(scope.getName()))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    private RealmModel realm() {
        return Answers.of(RealmModel.class, (method, argument) -> switch (method) {
            case "getId" -> "realm";
            case "getClientScopeById" -> scopes.containsKey(argument) ? scope((String) argument) : null;
            case "getClientScopesStream" -> {
                searches++;
                yield scopes.keySet().stream().map(this::scope);
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private ClientScopeModel scope(String id) {
        return Answers.of(ClientScopeModel.class, (method, argument) -> switch (method) {
            case "getId" -> id;
            case "getName" -> scopes.get(id);
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
