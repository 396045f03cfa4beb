package io.authscape.keycloak.grant;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.RealmModelDelegate;

/** A realm as it is, whose scopes come with {@code offline_access} first: whoever looks for it by name has it at once. */
final class OfflineAccessFirst extends RealmModelDelegate {

    private final RealmModel realm;
    private final ClientScopeModel offlineAccess;

    OfflineAccessFirst(RealmModel realm, ClientScopeModel offlineAccess) {
        super(realm);
        this.realm = realm;
        this.offlineAccess = offlineAccess;
    }

    /** The others are fetched only when somebody asks for more than the first. */
    @Override
    public Stream<ClientScopeModel> getClientScopesStream() {
        Supplier<Stream<ClientScopeModel>> first = () -> Stream.of(offlineAccess);
        Supplier<Stream<ClientScopeModel>> others = () ->
                realm.getClientScopesStream().filter(scope -> !scope.getId().equals(offlineAccess.getId()));
        return Stream.of(first, others).flatMap(Supplier::get);
    }
}
