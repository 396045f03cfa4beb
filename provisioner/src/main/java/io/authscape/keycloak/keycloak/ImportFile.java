package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.RealmState.Coverage;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.plan.ScopeChange;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.UserState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** A realm that doesn't exist yet, as a file for Keycloak's {@code --import-realm}. */
public final class ImportFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ImportFile() {}

    /**
     * What stands in a realm that was just made from {@code authscape-realm.json}.
     *
     * @param users who will be there, as far as a plan asks for them
     */
    public static RealmState freshRealm(Map<Long, List<UserState>> users) {
        Map<String, ScopeState> scopes = new HashMap<>();
        for (JsonNode node : RealmFile.read().path("clientScopes")) {
            ScopeState scope = Representations.state(JSON.convertValue(node, ClientScopeRepresentation.class));
            scopes.put(scope.name(), scope);
        }
        return new RealmState(Map.of(), scopes, Map.of(), users, Coverage.WHOLE, List.of(), Instant.now());
    }

    /**
     * The file's text.
     *
     * @param plan for a {@link #freshRealm}
     * @param withSecrets whether clients get the plan's secrets; Keycloak makes up what is missing
     */
    public static String of(Plan plan, boolean withSecrets) {
        ObjectNode realm = RealmFile.named(plan.realm());
        for (RoleChange role : plan.roles()) {
            realm.withObject("/roles").withArray("realm").add(tree(Representations.representation(role.desired())));
        }
        for (ScopeChange scope : plan.scopes()) {
            realm.withArray("clientScopes").add(tree(Representations.representation(scope.desired())));
        }
        for (ClientChange client : plan.clients()) {
            ClientRepresentation representation = withSecrets
                    ? Representations.representation(client, Instant.now())
                    : Representations.withoutSecrets(client);
            realm.withArray("clients").add(tree(representation));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(realm) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own can be written", e);
        }
    }

    private static JsonNode tree(Object representation) {
        return JSON.valueToTree(representation);
    }
}
