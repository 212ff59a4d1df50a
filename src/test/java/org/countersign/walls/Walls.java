package org.countersign.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house, one visible list. */
final class Walls {

    static final List<Wall> ALL = List.of(
            new Wall(
                    "shop",
                    "broken.shop.shop.Basket",
                    root -> classes()
                            .that(resideInAPackage(root + ".shop.."))
                            .should()
                            .onlyDependOnClassesThat(resideInAnyPackage(root + ".shop..", "java..", "org.jspecify..")
                                    .or(cdi()))
                            .because("the words of a shop know nothing but themselves")),
            new Wall(
                    "caller",
                    "broken.caller.caller.Visitor",
                    root -> noClasses()
                            .that(resideInAPackage(root + ".caller.."))
                            .should()
                            .dependOnClassesThat(inTheHouse(root)
                                    .and(DescribedPredicate.not(
                                            resideInAnyPackage(root + ".caller..", root + ".shop.."))))
                            .because("who asks does not depend on what is asked")),
            new Wall(
                    "gate",
                    "broken.gate.gate.Door",
                    root -> classes()
                            .that(resideInAPackage(root + ".gate.."))
                            .should()
                            .onlyDependOnClassesThat(resideInAnyPackage(
                                            root + ".gate..",
                                            root + ".caller..",
                                            root + ".shop..",
                                            "java..",
                                            "javax.crypto..",
                                            "com.fasterxml.jackson..",
                                            "org.erdtman.jcs..",
                                            "org.jspecify..")
                                    .or(cdi()))
                            .because(
                                    "the gate knows no feature, no backend, no database, no protocol, and no framework but CDI")),
            new Wall(
                    "ledger",
                    "broken.ledger.ledger.Book",
                    root -> noClasses()
                            .that(resideInAPackage(root + ".ledger.."))
                            .should()
                            .dependOnClassesThat(inTheHouse(root)
                                    .and(DescribedPredicate.not(resideInAnyPackage(
                                            root + ".ledger..",
                                            root + ".gate..",
                                            root + ".caller..",
                                            root + ".shop.."))))
                            .because("the ledger keeps what the gate tells it")),
            new Wall(
                    "backends",
                    "broken.backends.backend.second.Second",
                    root -> slices().matching(root + ".backend.(*)..")
                            .should()
                            .notDependOnEachOther()
                            .because("each backend can be deleted without another noticing")),
            new Wall(
                    "ports",
                    "broken.ports.refund.Tool",
                    root -> noClasses()
                            .that(inTheHouse(root).and(DescribedPredicate.not(resideInAPackage(root + ".backend.."))))
                            .should()
                            .dependOnClassesThat(resideInAPackage(root + ".backend.."))
                            .because("a backend is reached through its port")),
            new Wall(
                    "cycles",
                    "broken.cycles.one.One",
                    root -> slices().matching(root + ".(*)..").should().beFreeOfCycles()),
            new Wall(
                    "apply",
                    "broken.apply.refund.Impatient",
                    root -> noClasses()
                            .that(inTheHouse(root).and(DescribedPredicate.not(resideInAPackage(root + ".gate.."))))
                            .should()
                            .accessTargetWhere(Reaches.method(root + ".gate.Action", "apply"))
                            .because("only the gate applies an action")),
            new Wall(
                    "writes",
                    "broken.writes.refund.Shortcut",
                    root -> noClasses()
                            .that(inTheHouse(root).and(DescribedPredicate.not(assignableTo(root + ".gate.Action"))))
                            .should()
                            .accessTargetWhere(Reaches.method(root + ".refund.Refunds", "refund")
                                    .or(Reaches.method(root + ".cancel.Cancels", "cancel"))
                                    .or(Reaches.method(root + ".change.Changes", "send")))
                            .because("only an action touches what changes a shop")),
            new Wall(
                    "decides",
                    "broken.decides.confirm.SelfApproval",
                    root -> noClasses()
                            .that(inTheHouse(root)
                                    .and(DescribedPredicate.not(
                                            resideInAnyPackage(root + ".gate..", root + ".console.."))))
                            .should()
                            .accessTargetWhere(Reaches.method(root + ".gate.Decisions", "allow")
                                    .or(Reaches.method(root + ".gate.Decisions", "deny"))
                                    .or(Reaches.method(root + ".gate.Decisions", "offer"))
                                    .or(Reaches.method(root + ".gate.Decisions", "ask")))
                            .because("a person decides, at a page; no tool does")),
            new Wall(
                    "money",
                    "broken.money.shop.Price",
                    root -> classes()
                            .that(resideInAnyPackage(
                                    root + ".shop..",
                                    root + ".gate..",
                                    root + ".ledger..",
                                    root + ".refund..",
                                    root + ".cancel..",
                                    root + ".change..",
                                    root + ".label..",
                                    root + ".carrier..",
                                    root + ".backend.."))
                            .should(HouseStyle.USE_NO_FLOATING_POINT)),
            new Wall(
                    "time",
                    "broken.time.gate.Impatient",
                    root -> classes().that(inTheHouse(root)).should(HouseStyle.TAKE_TIME_FROM_A_CLOCK)),
            new Wall(
                    "injection",
                    "broken.injection.gate.Injected",
                    root -> classes().that(inTheHouse(root)).should(HouseStyle.INJECT_BY_CONSTRUCTOR)),
            new Wall(
                    "names",
                    "broken.names.gate.GateManager",
                    root -> noClasses()
                            .that(inTheHouse(root))
                            .should()
                            .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Processor|Service)")
                            .because("a name says what the thing is, not that it is a thing")),
            new Wall(
                    "signs",
                    "broken.signs.nosign.Unsigned",
                    root -> classes().that(inTheHouse(root)).should(HouseStyle.LIVE_IN_A_NULL_MARKED_PACKAGE)),
            new Wall(
                    "reflection",
                    "broken.reflection.gate.Reflecting",
                    root -> noClasses()
                            .that(inTheHouse(root))
                            .should()
                            .accessTargetWhere(Reaches.method("java.lang.Class", "forName")
                                    .or(Reaches.method("java.lang.ClassLoader", "loadClass")))
                            .because("a native image has only the classes that the build can see")),
            new Wall("proxies", "broken.proxies.gate.Proxying", root -> without(root, "java\\.lang\\.reflect\\.Proxy")),
            new Wall(
                    "serialization",
                    "broken.serialization.gate.Frozen",
                    root -> classes().that(inTheHouse(root)).should(HouseStyle.NOT_BE_MADE_SERIALIZABLE)),
            new Wall(
                    "streams",
                    "broken.streams.gate.Freezing",
                    root -> noClasses()
                            .that(inTheHouse(root))
                            .should()
                            .dependOnClassesThat(
                                    assignableTo(ObjectOutputStream.class).or(assignableTo(ObjectInputStream.class)))),
            new Wall("foreign", "broken.foreign.gate.Foreigner", root -> without(root, "java\\.lang\\.foreign\\..*")),
            new Wall(
                    "awt",
                    "broken.awt.gate.Painter",
                    root -> without(root, "(java\\.awt|javax\\.imageio|javax\\.swing)\\..*")),
            new Wall(
                    "random",
                    "broken.random.gate.Dice",
                    root -> classes().that(inTheHouse(root)).should(HouseStyle.KEEP_NO_STATIC_RANDOM)));

    static Stream<Wall> all() {
        return ALL.stream();
    }

    private static com.tngtech.archunit.lang.ArchRule without(String root, String names) {
        return noClasses()
                .that(inTheHouse(root))
                .should()
                .dependOnClassesThat(nameMatching(names).<JavaClass>forSubtype())
                .because("a native image does not have it");
    }

    private static DescribedPredicate<JavaClass> inTheHouse(String root) {
        return resideInAPackage(root + "..");
    }

    private static DescribedPredicate<JavaClass> cdi() {
        return resideInAnyPackage(
                "jakarta.enterprise..", "jakarta.inject..", "jakarta.annotation..", "jakarta.interceptor..");
    }

    private Walls() {}
}
