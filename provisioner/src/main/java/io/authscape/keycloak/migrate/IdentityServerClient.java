package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.ClientSettings;
import io.authscape.keycloak.seed.ClientType;
import io.authscape.keycloak.seed.ConsentType;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One entry of {@code Clients}. */
final class IdentityServerClient {

    /** What is read here, and what Keycloak does the same way without being told. */
    private static final Set<String> READ = Stream.of(
                    "Enabled ClientId ClientName Description ClientSecrets RequireClientSecret AllowedGrantTypes",
                    "AllowedScopes AllowOfflineAccess RequirePkce RequirePushedAuthorization RequireConsent",
                    "RedirectUris PostLogoutRedirectUris AccessTokenLifetime Claims ClientClaimsPrefix Properties",
                    "ProtocolType AllowPlainTextPkce AllowRememberConsent AlwaysSendClientClaims AccessTokenType")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .map(Row::key)
            .collect(Collectors.toSet());

    private static final String DEFAULT_PREFIX = "client_";

    private final Setting setting;
    private final Notes notes = new Notes();

    private IdentityServerClient(Setting setting) {
        this.setting = setting;
    }

    static Draft<ClientSeed> read(Setting setting, Instant now) {
        return new IdentityServerClient(setting).read(now);
    }

    private Draft<ClientSeed> read(Instant now) {
        String id = setting.text("ClientId");
        if (id == null) {
            boolean profile = setting.has("Profile");
            notes.leftOut(
                    "ClientId",
                    profile
                            ? "this is a profile of ASP.NET Core's templates, whose client is made by its program"
                            : "the entry has no client id",
                    profile ? "add the client to the seed by hand" : "");
            return Draft.failed(profile ? setting.name() : "(no client id)", notes);
        }
        if (!setting.isTrue("Enabled", true)) {
            notes.leftOut("Enabled", "the client is switched off", "");
            return Draft.skipped(id, notes);
        }
        List<String> permissions = permissions();
        boolean isPublic = !setting.isTrue("RequireClientSecret", true);
        ClientSeedBuilder client = ClientSeed.named(id)
                .type(isPublic ? ClientType.PUBLIC : ClientType.CONFIDENTIAL)
                .displayName(setting.text("ClientName"))
                .description(setting.text("Description"))
                .permissions(permissions)
                .requirements(requirements(permissions))
                .redirectUris(setting.texts("RedirectUris"))
                .postLogoutRedirectUris(setting.texts("PostLogoutRedirectUris"))
                .consentType(setting.isTrue("RequireConsent", false) ? ConsentType.EXPLICIT : null)
                .settings(settings())
                .claims(claims())
                .descriptor(properties());
        if (!isPublic) {
            IdentityServerSecrets.give(client, setting, "ClientSecrets", now, notes);
        } else if (!setting.at("ClientSecrets").children().isEmpty()) {
            notes.leftOut("ClientSecrets", "the client is a public one (RequireClientSecret is false)", "");
        }
        tellTheRest();
        return Draft.of(id, client.build(), notes);
    }

    private List<String> permissions() {
        List<String> permissions = new ArrayList<>(IdentityServerGrants.permissions(setting));
        setting.texts("AllowedScopes").stream()
                // Neither needs a permission.
                .filter(scope -> !Set.of("openid", "offline_access").contains(scope))
                .forEach(scope -> permissions.add(Permissions.SCOPE_PREFIX + scope));
        return permissions;
    }

    private List<String> requirements(List<String> permissions) {
        List<String> requirements = new ArrayList<>();
        if (permissions.contains(Permissions.AUTHORIZATION_CODE_GRANT)) {
            if (setting.isTrue("RequirePkce", true)) {
                requirements.add(Permissions.PROOF_KEY_FOR_CODE_EXCHANGE);
            } else {
                notes.leftOut(
                        "RequirePkce",
                        "a client with 'gt:authorization_code' has to send a proof key (PKCE, S256), as in AuthScape",
                        "let the client send one before it moves");
            }
        }
        if (setting.isTrue("RequirePushedAuthorization", false)) {
            requirements.add("ft:par");
        }
        return requirements;
    }

    private Map<String, String> settings() {
        String seconds = setting.text("AccessTokenLifetime");
        if (seconds == null) {
            return null;
        }
        if (!seconds.strip().matches("[1-9][0-9]{0,8}")) {
            notes.leftOut("AccessTokenLifetime", Quoted.of(seconds) + " is no number of seconds", "");
            return null;
        }
        return Map.of(ClientSettings.ACCESS_TOKEN_LIFETIME, TimeSpan.of(Integer.parseInt(seconds.strip())));
    }

    private Map<String, String> claims() {
        String prefix = setting.has("ClientClaimsPrefix") ? setting.raw("ClientClaimsPrefix") : DEFAULT_PREFIX;
        Map<String, String> claims = new LinkedHashMap<>();
        for (Setting claim : setting.at("Claims").children()) {
            String name = claim.text("Type");
            if (name == null || claim.raw("Value") == null) {
                notes.leftOut("Claims", "a claim has no type or no value", "");
            } else if (claims.putIfAbsent((prefix == null ? "" : prefix) + name, claim.raw("Value")) != null) {
                notes.leftOut(
                        "Claims",
                        "the claim " + Quoted.of(name) + " has several values, and a seed's claim has one",
                        "write them as one text");
            }
        }
        return claims.isEmpty() ? null : claims;
    }

    private Map<String, JsonNode> properties() {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        setting.at("Properties").children().forEach(property -> properties.put(property.name(), property.value()));
        return FreeProperties.of(properties, "Properties", notes)
                .map(kept -> Map.of("properties", kept))
                .orElse(Map.of());
    }

    private void tellTheRest() {
        if ("Reference".equalsIgnoreCase(setting.text("AccessTokenType"))
                || "1".equals(setting.text("AccessTokenType"))) {
            notes.leftOut(
                    "AccessTokenType",
                    "Keycloak knows no reference tokens: the client gets JWTs",
                    "APIs that introspect can go on doing so");
        }
        if (setting.isTrue("AlwaysSendClientClaims", false)) {
            notes.leftOut("AlwaysSendClientClaims", "only the client's own tokens carry its claims", "");
        }
        List<String> rest = setting.children().stream()
                .map(Setting::name)
                .filter(name -> !READ.contains(Row.key(name)))
                .toList();
        if (!rest.isEmpty()) {
            notes.leftOut("", "a seed has no place for " + Quoted.list(rest), "");
        }
    }
}
