package io.authscape.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Seeds of confidential clients with one scope each out of 20. */
final class Seeds {

    static final int SCOPES = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Seeds() {}

    static String clientId(String owner, int i) {
        return String.format("%s-client-%05d", owner, i);
    }

    /** The one scope of a client. */
    static String scope(String owner, int client) {
        return owner + "-scope-" + client % SCOPES;
    }

    /**
     * Writes a seed.
     *
     * @param changed how many clients have another display name than before
     */
    static Path write(Path folder, String name, String owner, int clients, int changed) throws IOException {
        return write(folder, name, owner, clients, changed, "hashed");
    }

    /** A seed whose secrets stand in Keycloak as they are. */
    static Path writePlain(Path folder, String name, String owner, int clients) throws IOException {
        return write(folder, name, owner, clients, 0, "plain");
    }

    private static Path write(Path folder, String name, String owner, int clients, int changed, String storage)
            throws IOException {
        ObjectNode seed = JSON.createObjectNode();
        seed.put("version", 1).put("owner", owner).put("realm", "bench");
        ArrayNode scopes = seed.putArray("scopes");
        for (int i = 0; i < SCOPES; i++) {
            scopes.addObject()
                    .put("name", scope(owner, i))
                    .put("displayName", "Scope " + i)
                    .putArray("resources")
                    .add("api-" + i);
        }
        ArrayNode list = seed.putArray("clients");
        for (int i = 0; i < clients; i++) {
            ObjectNode client = list.addObject();
            client.put("clientId", clientId(owner, i));
            client.put("clientSecret", "${env:BENCH_SECRET}");
            client.put("secretStorage", storage);
            client.put("displayName", (i < changed ? "Changed " : "Client ") + i);
            client.putArray("permissions")
                    .add("ept:token")
                    .add("gt:client_credentials")
                    .add("scp:" + scope(owner, i));
        }
        Path file = folder.resolve(name + ".json");
        return Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(seed));
    }
}
