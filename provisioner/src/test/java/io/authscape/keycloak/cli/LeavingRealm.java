package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A realm that lived with our jar, what doctor says to do before it can live without, and its move to such a server. */
final class LeavingRealm implements AutoCloseable {

    private static final String NAME = "leaving";

    /** With a secret that the seed knows. */
    private static final String SEED = """
            { "version": 1, "owner": "it", "realm": "leaving",
              "scopes": [ { "name": "api1", "resources": ["resource_server_1"] } ],
              "clients": [
                { "clientId": "known", "clientSecret": "hunter2hunter2", "secretStorage": "hashed",
                  "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] } ] }""";

    /** With a secret that nobody knows. */
    private static final String ORPHANS = """
            { "version": 1, "owner": "others", "realm": "leaving",
              "clients": [
                { "clientId": "orphan", "permissions": ["ept:token", "gt:client_credentials"],
                  "clientSecretHash":
                    "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9vbyPWxL4a6SbkON5VshRIJDLFtRIpx49g5SRKNFhQ2g==" } ] }""";

    private final StockRealm stock;
    private final TestRealm realm;
    private final RealmCommands commands;
    private final AdminScript script;

    LeavingRealm(KeycloakServer withJar, Path folder) {
        stock = new StockRealm(withJar, NAME);
        realm = stock.realm();
        commands = RealmCommands.of(realm);
        script = new AdminScript(withJar, folder);
        commands.run("setup");
        assertThat(commands.runWith(SEED, "apply", "-f", "-").exitCode()).isZero();
        assertThat(commands.runWith(ORPHANS, "apply", "-f", "-").exitCode()).isZero();
        RealmRepresentation settings = realm.admin().toRepresentation();
        settings.getAttributes().put("authscape.wire.disclosure", "quiet");
        realm.admin().update(settings);
    }

    RealmCommands commands() {
        return commands;
    }

    /** The seed as it has to be without our jar. */
    static String plainSeed() {
        return SEED.replace("\"hashed\"", "\"plain\"");
    }

    Invocation doctor(String... more) {
        List<String> arguments = new ArrayList<>(List.of("doctor", "-f", "-", "--before-uninstall"));
        arguments.addAll(List.of(more));
        return commands.runWith(SEED, arguments.toArray(String[]::new));
    }

    /** Does what it says, in its order, up to the step that is about the server. */
    void doWhatDoctorSays() {
        List<JsonNode> steps = new ArrayList<>();
        json(doctor("--output", "json").out()).path("steps").forEach(steps::add);
        List<String> lines = new ArrayList<>();
        for (JsonNode step : steps.subList(0, steps.size() - 1)) {
            for (JsonNode command : step.path("commands")) {
                if (command.asText().startsWith("authscape ")) {
                    assertThat(lines).as("what comes before").allMatch(line -> line.startsWith("#"));
                    assertThat(command.asText()).isEqualTo("authscape apply -f - --realm " + NAME);
                    assertThat(commands.runWith(plainSeed(), "apply", "-f", "-").exitCode())
                            .isZero();
                } else {
                    lines.add(command.asText());
                }
            }
        }
        assertThat(lines).anyMatch(line -> line.startsWith("kcadm.sh "));
        script.run(lines);
    }

    /** All that the realm has, secrets too, to be imported elsewhere. */
    RealmRepresentation packed() {
        RealmRepresentation packed = realm.admin().partialExport(true, true);
        Map<String, String> secrets = realm.admin().clients().findAll().stream()
                .filter(client -> client.getSecret() != null)
                .collect(Collectors.toMap(ClientRepresentation::getClientId, ClientRepresentation::getSecret));
        packed.getClients().forEach(client -> client.setSecret(secrets.get(client.getClientId())));
        return packed;
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    @Override
    public void close() {
        stock.close();
    }
}
