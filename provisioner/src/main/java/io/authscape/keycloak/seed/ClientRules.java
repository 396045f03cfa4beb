package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import io.authscape.keycloak.contract.Permissions;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of one client. */
final class ClientRules {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final ClientSeed client;
    private final JsonPointer at;
    private final ProblemList problems;

    ClientRules(ClientSeed client, JsonPointer at, ProblemList problems) {
        this.client = client;
        this.at = at;
        this.problems = problems;
    }

    void check(PermissionRules permissionRules) {
        clientId();
        credentials();
        if (client.permissions() != null) {
            permissions(permissionRules);
        }
        requirements();
        RedirectUriRules.check(client, at, problems);
        SettingRules.check(client.settings(), at.appendProperty("settings"), problems);
        ClaimRules.check(client, at, problems);
        NetworkRules.check(client.allowedNetworks(), at.appendProperty("allowedNetworks"), problems);
        DescriptorRules.check(client, at, problems);
    }

    private void clientId() {
        boolean isItsUsers = client.actsAs() != null && client.clientId().equals(Long.toString(client.actsAs()));
        if (DIGITS.matcher(client.clientId()).matches() && !isItsUsers) {
            problems.error(
                    at.appendProperty("clientId"),
                    "a client id of digits only would be taken for a user's id",
                    "choose another name");
        }
    }

    private void credentials() {
        JsonPointer secret = Stream.of("clientSecrets", "clientSecretHash")
                .map(at::appendProperty)
                .filter(problems::isWritten)
                .findFirst()
                .orElse(at.appendProperty("clientSecret"));
        JsonPointer keys = at.appendProperty("jsonWebKeySet");
        boolean hasSecret = client.hasSecret();
        if (client.isPublic()) {
            if (hasSecret) {
                problems.error(secret, "a public client has no secret", "remove it, or 'clientType'");
            }
            if (client.hasKeys()) {
                problems.error(keys, "a public client has no keys", "remove them, or 'clientType'");
            }
        } else if (hasSecret && client.hasKeys()) {
            problems.error(
                    keys,
                    "the client has a secret too, and Keycloak accepts one kind of proof per client",
                    "keep either 'clientSecret' or 'jsonWebKeySet'");
        } else if (!hasSecret
                && !client.hasKeys()
                && !client.clientId().isEmpty()
                && !problems.isWritten(secret)
                && !problems.hasProblemAt(keys)) {
            problems.warning(at, "the client has no 'clientSecret'", "without one it can be kept, but not created");
        }
        JsonPointer hash = at.appendProperty("clientSecretHash");
        if (client.secretStorage() == SecretStorage.PLAIN && problems.isWritten(hash)) {
            problems.error(hash, "\"secretStorage\": \"plain\" needs the secret itself", "write \"hashed\"");
        }
    }

    private void permissions(PermissionRules permissionRules) {
        JsonPointer list = at.appendProperty("permissions");
        problems.warnOfRepeated(list, client.permissions());
        for (int i = 0; i < client.permissions().size(); i++) {
            String permission = client.permissions().get(i);
            JsonPointer place = list.appendIndex(i);
            if (!permission.isEmpty()) {
                permissionRules.check(permission).ifPresent(finding -> finding.tell(place, problems));
            }
        }
        GrantRules.check(client, permissionRules.definedScopes(), list, problems);
        if (client.may(Permissions.CLIENT_CREDENTIALS_GRANT) && !client.may(Permissions.TOKEN_ENDPOINT)) {
            problems.warning(
                    list,
                    "the client has 'gt:client_credentials' without 'ept:token': every token request will be refused",
                    "add 'ept:token'");
        }
        if (client.may(Permissions.CLIENT_CREDENTIALS_GRANT) && client.isPublic()) {
            problems.warning(
                    list,
                    "the client has 'gt:client_credentials' and is public: every such token request will be refused",
                    "remove the permission, or make it a confidential client");
        }
    }

    private void requirements() {
        if (client.requirements() == null) {
            return;
        }
        JsonPointer list = at.appendProperty("requirements");
        problems.warnOfRepeated(list, client.requirements());
        for (int i = 0; i < client.requirements().size(); i++) {
            JsonPointer place = list.appendIndex(i);
            RequirementRules.check(client.requirements().get(i)).ifPresent(finding -> finding.tell(place, problems));
        }
    }
}
