package io.authscape.keycloak.seed;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** OpenIddict's permission strings as of 7.x, and those that its versions before 6 wrote. */
final class KnownPermissions {

    static final List<String> PREFIXES = List.of("ept:", "gt:", "rst:", "scp:", "aud:", "rsrc:");

    /** Scopes that need no definition in a seed: the realm brings them. */
    static final Set<String> BUILT_IN_SCOPES = Set.of("openid", "offline_access", "email", "profile", "roles");

    private static final Set<String> LEGACY = Set.of("ept:logout", "ept:device");

    private static final Set<String> ENDPOINTS = Set.of(
            "ept:authorization",
            "ept:device_authorization",
            "ept:end_session",
            "ept:introspection",
            "ept:pushed_authorization",
            "ept:revocation",
            "ept:token");
    private static final Set<String> GRANT_TYPES = Set.of(
            "gt:authorization_code",
            "gt:client_credentials",
            "gt:implicit",
            "gt:password",
            "gt:refresh_token",
            "gt:urn:ietf:params:oauth:grant-type:device_code",
            "gt:urn:ietf:params:oauth:grant-type:token-exchange");
    private static final Set<String> RESPONSE_TYPES = Set.of(
            "rst:code",
            "rst:code id_token",
            "rst:code id_token token",
            "rst:code token",
            "rst:id_token",
            "rst:id_token token",
            "rst:none",
            "rst:token");

    /** All that don't name a scope or a resource. */
    static final Set<String> FIXED = Stream.of(LEGACY, ENDPOINTS, GRANT_TYPES, RESPONSE_TYPES)
            .flatMap(Set::stream)
            .collect(Collectors.toSet());

    private KnownPermissions() {}
}
