package io.authscape.keycloak.permission;

import io.authscape.keycloak.Answers;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.ClientModel;

/** A client model that has nothing but a client id and attributes. */
final class ListedClient {

    private ListedClient() {}

    static ClientModel withPermissions(String... permissions) {
        return withAttribute("{\"v\":1,\"permissions\":[\"" + String.join("\",\"", permissions) + "\"]}");
    }

    static ClientModel withAttribute(String value) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(AttributeNames.PERMISSIONS, value);
        return Answers.of(ClientModel.class, (method, argument) -> switch (method) {
            case "getAttribute" -> attributes.get(argument);
            case "getClientId" -> "listed";
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
