package io.authscape.keycloak.claims;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;
import org.keycloak.representations.AccessToken;

/**
 * The scopes that a token was granted and the audiences that they bring, in AuthScape's order. Keycloak keeps none: its
 * scopes and mappers come as sets.
 *
 * @param scopes in the order of the request, each once
 * @param audiences in the order of the scopes, then in that of each scope's {@code resources}, each once
 */
record GrantedScopes(List<String> scopes, List<String> audiences) {

    /** Where in its scope's {@code resources} an audience stands; the provisioner writes it into the mapper. */
    static final String POSITION = "authscape.position";

    static GrantedScopes of(AccessToken token, ClientSessionContext context, KeycloakSession session) {
        Set<String> granted = new LinkedHashSet<>(words(token.getScope()));
        if (isRefreshWithoutOpenId(session)) {
            granted.remove(OAuth2Constants.SCOPE_OPENID); // which Keycloak before 26.7 leaves in
        }
        Set<String> requested = words(context.getClientSession().getNote(OIDCLoginProtocol.SCOPE_PARAM));
        List<String> scopes = inOrder(granted, requested);
        List<String> resources = inScopeOrder(scopes, context);
        Set<String> audiences = new LinkedHashSet<>(audiences(token));
        if (!resources.contains(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)) {
            // Keycloak adds it to whoever has one of its account roles.
            audiences.remove(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        }
        return new GrantedScopes(scopes, inOrder(audiences, resources));
    }

    private static boolean isRefreshWithoutOpenId(KeycloakSession session) {
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        Set<String> requested = words(form.getFirst(OAuth2Constants.SCOPE));
        return OAuth2Constants.REFRESH_TOKEN.equals(form.getFirst(OAuth2Constants.GRANT_TYPE))
                && !requested.isEmpty()
                && !requested.contains(OAuth2Constants.SCOPE_OPENID);
    }

    private static Set<String> words(String text) {
        return text == null
                ? Set.of()
                : Stream.of(text.split(" "))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> audiences(AccessToken token) {
        return token.getAudience() == null ? List.of() : List.of(token.getAudience());
    }

    private static List<String> inScopeOrder(List<String> scopes, ClientSessionContext context) {
        Map<String, ClientScopeModel> byName = context.getClientScopesStream()
                .collect(Collectors.toMap(ClientScopeModel::getName, Function.identity(), (first, second) -> first));
        return scopes.stream()
                .map(byName::get)
                .filter(scope -> scope != null)
                .flatMap(GrantedScopes::resources)
                .toList();
    }

    private static Stream<String> resources(ClientScopeModel scope) {
        return scope.getProtocolMappersStream()
                .filter(mapper -> AudienceProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .sorted(Comparator.comparingInt(GrantedScopes::position).thenComparing(ProtocolMapperModel::getName))
                .map(mapper -> mapper.getConfig().get(AudienceProtocolMapper.INCLUDED_CUSTOM_AUDIENCE))
                .filter(audience -> audience != null);
    }

    private static int position(ProtocolMapperModel mapper) {
        try {
            return Integer.parseInt(mapper.getConfig().getOrDefault(POSITION, ""));
        } catch (NumberFormatException madeByHand) {
            return Integer.MAX_VALUE;
        }
    }

    /** {@code values}, those that {@code order} knows first, as they stand there. */
    private static List<String> inOrder(Collection<String> values, Collection<String> order) {
        Set<String> all = new LinkedHashSet<>(order);
        all.retainAll(values);
        all.addAll(values);
        return List.copyOf(all);
    }
}
