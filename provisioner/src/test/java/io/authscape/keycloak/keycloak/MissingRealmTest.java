package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.RealmQuery;
import jakarta.ws.rs.NotFoundException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RealmResource;

/** Keycloak answers 404 to whatever is asked of a realm that isn't there. */
class MissingRealmTest {

    private final RealmReader reader = new RealmReader(
            absent(RealmResource.class),
            (search, first, max) -> {
                throw new NotFoundException();
            },
            "no such");

    @Test
    void isToldInTheSameWordsWhateverWasAskedFirst() {
        RealmQuery query = new RealmQuery(true, Set.of(), List.of(), Set.of(), false, Set.of());
        assertIsMissing(() -> reader.read(query));
        assertIsMissing(reader::readAll);
        assertIsMissing(reader::everyClient);
        assertIsMissing(reader::scopes);
        assertIsMissing(() -> reader.client("c"));
        SecretLists lists = new SecretLists(absent(RealmResource.class).clients(), reader);
        assertIsMissing(() -> lists.client("c"));
        assertIsMissing(lists::clients);
    }

    private static void assertIsMissing(ThrowingCallable call) {
        KeycloakFailure failure = catchThrowableOfType(KeycloakFailure.class, call);
        assertThat(failure.kind()).isEqualTo(Kind.NO_REALM);
        assertThat(failure)
                .hasMessage("the realm 'no such' doesn't exist; 'authscape setup --realm 'no such' --create-realm'"
                        + " makes it");
    }

    /** Finds nothing behind any of its paths. */
    private static <T> T absent(Class<T> resource) {
        return resource.cast(Proxy.newProxyInstance(
                MissingRealmTest.class.getClassLoader(), new Class<?>[] {resource}, (proxy, method, args) -> {
                    if (method.getReturnType().getPackage() == RealmResource.class.getPackage()) {
                        return absent(method.getReturnType());
                    }
                    throw new NotFoundException();
                }));
    }
}
